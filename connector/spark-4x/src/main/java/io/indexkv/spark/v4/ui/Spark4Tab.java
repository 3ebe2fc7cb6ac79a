/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4.ui;

import io.indexkv.spark.ui.Page;
import io.indexkv.spark.ui.Reports;
import io.indexkv.spark.ui.UiTab;
import jakarta.servlet.http.HttpServlet;
import org.apache.spark.ui.JettyUtils;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;

/** Adds the tab to Spark's UI, and its content as JSON beside it. Created by name. */
public final class Spark4Tab implements UiTab {
  static final String PREFIX = "indexkv";
  static final String JSON = "/indexkv/api";

  @Override
  public void attach(SparkUI ui, Reports reports) {
    // first, so that nothing was added if the types of the web server are missing
    HttpServlet api = new JsonServlet(reports);
    Tab tab = new Tab(ui);
    tab.attachPage(new TabPage(tab, ui.basePath(), reports));
    ui.attachTab(tab);
    ui.attachHandler(JettyUtils.createServletHandler(JSON, api, ui.basePath()));
  }

  private static final class Tab extends SparkUITab {
    Tab(SparkUI ui) {
      super(ui, PREFIX);
    }

    @Override
    public String name() {
      return Page.TITLE;
    }
  }
}
