/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import org.apache.spark.sql.SparkSessionExtensions;

/** Adds to a session what only some versions of Spark can do. */
public interface MoreExtensions {
  /** Adds it. */
  void inject(SparkSessionExtensions extensions);
}
