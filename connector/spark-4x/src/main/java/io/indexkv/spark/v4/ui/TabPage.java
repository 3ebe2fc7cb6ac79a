/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4.ui;

import io.indexkv.spark.compat.ObjectMethod;
import io.indexkv.spark.ui.Page;
import io.indexkv.spark.ui.Reports;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.UIUtils$;
import org.apache.spark.ui.WebUIPage;
import scala.Function0;
import scala.collection.immutable.Seq;
import scala.xml.Node;

/** The only page of the tab, with the head and the foot of Spark's pages. */
final class TabPage extends WebUIPage {
  private final SparkUITab tab;
  private final Reports reports;

  /** Spark 4.2 has a parameter more than 4.1. */
  private final ObjectMethod head = ObjectMethod.of(UIUtils$.MODULE$, "headerSparkPage");

  TabPage(SparkUITab tab, Reports reports) {
    super("");
    this.tab = tab;
    this.reports = reports;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Seq<Node> render(HttpServletRequest request) {
    Seq<Node> content =
        Page.of(reports, path -> UIUtils.prependBaseUri(request, tab.basePath(), path));
    Function0<Seq<Node>> rendered = () -> content;
    return head.call(
        Seq.class,
        Map.of("request", request, "title", Page.TITLE, "content", rendered, "activeTab", tab));
  }
}
