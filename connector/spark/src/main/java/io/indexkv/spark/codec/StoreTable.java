/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.List;

/** A table of Spark's that is a store: its scans are {@link StoreBacked}. */
public interface StoreTable {
  /** Names of the key columns in key order; empty if there is no store yet. */
  List<String> keyColumns();
}
