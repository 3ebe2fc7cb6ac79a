/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import scala.collection.immutable.Seq;
import scala.xml.Node;
import scala.xml.Unparsed;

/** The tab IndexKV as HTML, between the head and the foot that Spark gives each page. */
public final class Page {
  /** Title of the tab. */
  public static final String TITLE = "IndexKV";

  private static final int MAX_ROWS = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final List<QueryReport> queries;
  private final List<StoreUse> uses;
  private final UnaryOperator<String> address;

  private Page(List<QueryReport> queries, UnaryOperator<String> address) {
    this.queries = queries;
    this.uses = StoreUse.of(queries);
    this.address = address;
  }

  /**
   * The page of an application.
   *
   * @param address of a path of the application's UI
   */
  public static Seq<Node> of(Reports reports, UnaryOperator<String> address) {
    return Seqs.of(List.of(new Unparsed(new Page(reports.all(), address).html())));
  }

  private String html() {
    return summary()
        + section("Watch", "What to look at, and what to do.", watch())
        + section(
            "Lookup joins",
            "Each join that became a lookup join. Lookups a second and core count the time in"
                + " lookups only.",
            lookups())
        + section(
            "Joins that are not lookups",
            "Spark joined these in its own way. The rows are the same, but Spark read the store.",
            others())
        + section(
            "Stores",
            "Each version of a store that an executor has opened. Opened and mapped count anew"
                + " when an executor opens a store again. In memory is the part of the mapped"
                + " files in the page cache when the last task ended.",
            stores());
  }

  private String summary() {
    long all = queries.stream().mapToLong(query -> query.getJoins().size()).sum();
    long lookups =
        queries.stream()
            .flatMap(query -> query.getJoins().stream())
            .filter(StoreJoin::isLookup)
            .count();
    long stores = uses.stream().map(StoreUse::name).distinct().count();
    return "<ul class=\"list-unstyled\"><li><strong>Lookup joins:</strong> %s</li><li><strong>Other joins with a store:</strong> %s</li><li><strong>Versions of stores looked up:</strong> %s</li><li><a href=\"%s\">This page as JSON</a></li></ul>"
        .formatted(
            Html.count(lookups),
            Html.count(all - lookups),
            Html.count(stores),
            Html.escape(address.apply(Json.PATH)));
  }

  private static String section(String title, String text, String content) {
    return content.isEmpty()
        ? ""
        : "<h4>%s</h4><p class=\"text-muted\">%s</p>%s".formatted(title, text, content);
  }

  private String watch() {
    List<List<String>> rows = new ArrayList<>();
    for (Alarms.Alarm alarm : Alarms.of(queries)) {
      rows.add(
          List.of(
              Html.escape(alarm.where()), Html.escape(alarm.what()), Html.escape(alarm.advice())));
    }
    return rows.isEmpty() ? "" : Html.table("watch", List.of("Where", "What", "What to do"), rows);
  }

  private String lookups() {
    List<List<String>> rows = new ArrayList<>();
    for (QueryReport query : queries) {
      for (int i = 0; i < query.getJoins().size(); i++) {
        StoreJoin join = query.getJoins().get(i);
        if (join.isLookup() && rows.size() < MAX_ROWS) {
          rows.add(lookup(query, join, query.totals(i)));
        }
      }
    }
    return rows.isEmpty()
        ? "<p>No join was a lookup join yet.</p>"
        : Html.table(
            "lookups",
            List.of(
                "Query, begin (UTC)",
                "Store",
                "Join",
                "Keys",
                "Rows come as",
                "Keys probed",
                "Hits",
                "Misses",
                "Probe time",
                "Lookups a second and core",
                "Waits for the disk"),
            rows);
  }

  private List<String> lookup(QueryReport query, StoreJoin join, Totals totals) {
    long probed = totals.get(MetricName.PROBED);
    return List.of(
        link(query),
        Html.name(join.name(), join.getStore()),
        Html.escape(join.getType()),
        Html.escape(join.getKeys()),
        join.getProbe().equals("batch")
            ? "columns"
            : "rows" + (join.getSlices() > 0 ? ", in " + join.getSlices() + " slices" : ""),
        Html.count(probed),
        Html.line(Html.share(totals.get(MetricName.HITS), probed)),
        Html.line(Html.share(totals.get(MetricName.MISSES), probed)),
        Html.line(Html.time(totals.get(MetricName.TIME))),
        Html.count(Math.round(totals.lookupsPerSecond())),
        waits(totals));
  }

  private static String waits(Totals totals) {
    return totals.diskWaits().isPresent() ? Html.count(totals.diskWaits().getAsLong()) : "unknown";
  }

  private String others() {
    List<List<String>> rows = new ArrayList<>();
    for (QueryReport query : queries) {
      for (StoreJoin join : query.getJoins()) {
        if (!join.isLookup() && rows.size() < MAX_ROWS) {
          rows.add(
              List.of(
                  link(query),
                  Html.name(join.name(), join.getStore()),
                  Html.escape(join.getReason()),
                  Html.escape(join.getAdvice())));
        }
      }
    }
    return rows.isEmpty()
        ? ""
        : Html.table(
            "others", List.of("Query, begin (UTC)", "Store", "Why not", "What to change"), rows);
  }

  private String stores() {
    List<List<String>> rows = new ArrayList<>();
    for (StoreUse use : uses) {
      rows.add(store(use, use.totals()));
    }
    return rows.isEmpty()
        ? ""
        : Html.table(
            "stores",
            List.of(
                "Store",
                "Executor",
                "Last used (UTC)",
                "Keys probed",
                "Lookups a second and core",
                "Files opened",
                "Mapped",
                "In memory",
                "Copied to the host",
                "Waits for the disk"),
            rows);
  }

  private static List<String> store(StoreUse use, Totals totals) {
    long copies = totals.get(MetricName.DOWNLOADS);
    return List.of(
        Html.name(use.name(), use.store()),
        Html.escape(use.executor() + " on " + use.host()),
        Html.line(time(use.lastUsed())),
        Html.count(totals.get(MetricName.PROBED)),
        Html.count(Math.round(totals.lookupsPerSecond())),
        Html.count(totals.get(MetricName.FILES_OPENED)),
        Html.line(Html.bytes(totals.get(MetricName.MAPPED_BYTES))),
        totals.residentPercent().isPresent()
            ? Html.line(Alarms.percent(totals.residentPercent().getAsDouble()))
            : "unknown",
        copies == 0
            ? "nothing"
            : "%s files, %s, %s"
                .formatted(
                    Html.count(copies),
                    Html.bytes(totals.get(MetricName.DOWNLOADED_BYTES)),
                    Html.time(totals.get(MetricName.DOWNLOAD_TIME))),
        waits(totals));
  }

  private String link(QueryReport query) {
    String state = query.isFailed() ? ", failed" : query.getEnded() == 0 ? ", running" : "";
    return "<a href=\"%s\" title=\"%s\">%d</a>%s<br/><small class=\"text-nowrap\">%s</small>"
        .formatted(
            Html.escape(address.apply("/SQL/execution/?id=") + query.getExecutionId()),
            Html.escape(query.getDescription()),
            query.getExecutionId(),
            state,
            time(query.getStarted()));
  }

  private static String time(long millis) {
    return millis == 0 ? "" : TIME.format(Instant.ofEpochMilli(millis));
  }
}
