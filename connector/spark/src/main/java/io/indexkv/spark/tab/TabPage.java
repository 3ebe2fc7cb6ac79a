/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.tab;

import io.indexkv.spark.ui.Page;
import io.indexkv.spark.ui.Reports;
import javax.servlet.http.HttpServletRequest;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.xml.Node;

/** The only page of the tab, with the head and the foot of Spark's pages. */
final class TabPage extends WebUIPage {
  private final SparkUITab tab;
  private final Reports reports;

  TabPage(SparkUITab tab, Reports reports) {
    super("");
    this.tab = tab;
    this.reports = reports;
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    Seq<Node> content =
        Page.of(reports, path -> UIUtils.prependBaseUri(request, tab.basePath(), path));
    return UIUtils.headerSparkPage(
            request, Page.TITLE, () -> content, tab, Option.empty(), false, false)
        .toList();
  }
}
