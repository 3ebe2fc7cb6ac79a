/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import org.apache.spark.ui.SparkUI;

/** Adds the tab to Spark's UI. Each line of Spark has another web server, and so another class. */
public interface UiTab {
  /** Adds it. */
  void attach(SparkUI ui, Reports reports);
}
