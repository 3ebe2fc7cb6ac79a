/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4.ui;

import io.indexkv.spark.ui.IndexKvTab;
import io.indexkv.spark.ui.Json;
import io.indexkv.spark.ui.Reports;
import io.indexkv.spark.ui.UiTab;
import org.apache.spark.ui.SparkUI;

/** Adds the tab to Spark's UI, and its content as JSON beside it. Created by name. */
public final class Spark4Tab implements UiTab {
  @Override
  public void attach(SparkUI ui, Reports reports) {
    // all is made first, so that nothing was added if this Spark has other types or methods
    JsonServlet json = new JsonServlet(reports);
    IndexKvTab tab = new IndexKvTab(ui);
    tab.attachPage(new TabPage(tab, reports));
    ui.attachTab(tab);
    ui.attachHandler(ui.basePath() + Json.PATH, json, "/");
  }
}
