/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;

/** The tab in the bar of Spark's pages. What is for one web server gives it its page. */
public final class IndexKvTab extends SparkUITab {
  private static final String PREFIX = "indexkv";

  /** A tab without pages, which is not attached yet. */
  public IndexKvTab(SparkUI ui) {
    super(ui, PREFIX);
  }

  @Override
  public String name() {
    return Page.TITLE;
  }
}
