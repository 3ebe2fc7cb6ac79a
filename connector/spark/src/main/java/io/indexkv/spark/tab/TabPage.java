/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.tab;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.ui.Page;
import io.indexkv.spark.ui.Reports;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.xml.Node;
import scala.xml.Unparsed;

/** The only page of the tab, with the head and the foot of Spark's pages. */
final class TabPage extends WebUIPage {
  private final SparkUITab tab;
  private final String base;
  private final Reports reports;

  TabPage(SparkUITab tab, String base, Reports reports) {
    super("");
    this.tab = tab;
    this.base = base;
    this.reports = reports;
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    String query = UIUtils.prependBaseUri(request, base, "/SQL/execution/?id=");
    String json = UIUtils.prependBaseUri(request, base, Spark3Tab.JSON);
    Seq<Node> content = Seqs.of(List.of(new Unparsed(Page.of(reports, id -> query + id, json))));
    return UIUtils.headerSparkPage(
        request, Page.TITLE, () -> content, tab, Option.empty(), false, false);
  }
}
