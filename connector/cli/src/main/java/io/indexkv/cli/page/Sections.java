/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.cli.output.Text;
import java.util.ArrayList;
import java.util.List;

/** The head of the page, its versions, its columns and its samples. */
final class Sections {
  private static final int MAX_SAMPLE_COLUMNS = 20;
  private static final int MAX_SAMPLE = 60;

  private final PageStore store;
  private final Html html;

  Sections(PageStore store, Html html) {
    this.store = store;
    this.html = html;
  }

  /**
   * Opens a section.
   *
   * @param style wide for a section of the whole width, else empty
   * @param reading how to read it
   */
  static void open(Html html, String title, String style, String reading) {
    html.open("section", "class", style);
    html.element("h2", title);
    html.element("p", reading, "class", "how");
  }

  void head(Finding.Level level) {
    PageStore.Version version = store.version();
    html.open("header");
    html.open("h1").text(Html.clipped(store.name(), 200));
    html.element("span", " @ " + version.number(), "class", "version").close();
    String style = "badge " + level.name().toLowerCase(java.util.Locale.ROOT);
    html.element("span", level.word(), "class", style);
    html.element(
        "p",
        "Version %d, made by %s on %s."
            .formatted(version.number(), version.operation(), Words.time(version.time())));
    html.open("dl");
    fact("keys", keys());
    fact("size", Text.size(store.bytes()));
    fact("files", Text.number(store.files().size()));
    fact("layers", Text.number(store.layers().size()));
    fact("versions", Text.number(store.versionsKept()));
    html.close().close();
  }

  private String keys() {
    return store.keys().isPresent()
        ? Text.number(store.keys().getAsLong())
        : "≤ " + Text.number(store.entries());
  }

  private void fact(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  void health(List<Finding> findings) {
    open(
        html,
        "Health",
        "wide",
        "What needs something done comes first. A command only shows what it would do, as long as"
            + " it ends with --dry-run.");
    html.open("ul", "class", "health");
    for (Finding finding : findings) {
      html.open("li", "class", finding.level().name().toLowerCase(java.util.Locale.ROOT));
      html.element("b", finding.level().word()).text(" " + finding.text());
      if (!finding.command().isEmpty()) {
        html.element("code", finding.command());
      }
      html.close();
    }
    html.close().close();
  }

  void versions() {
    open(
        html,
        "Versions",
        "wide",
        "The newest version is at the right of the chart and at the top of the table. The size is"
            + " that of all files that a version needs; most of them are shared with the version"
            + " before.");
    List<PageStore.Version> versions = store.versions();
    if (versions.size() > 1) {
      chart(versions.subList(0, Math.min(versions.size(), BarChart.MAX_BARS)));
    }
    PageTable table =
        new PageTable(
            html, "#version", "time", "operation", "changed", "#entries", "#size", "tags");
    for (PageStore.Version version :
        versions.subList(0, Math.min(versions.size(), PageTable.MAX_ROWS))) {
      table.row(
          Long.toString(version.number()),
          Words.time(version.time()),
          version.operation(),
          version.changed(),
          version.entries() < 0 ? "" : Text.number(version.entries()),
          version.bytes() < 0 ? "" : Text.size(version.bytes()),
          String.join(", ", version.tags()));
    }
    table.end(store.versionsKept() - PageTable.MAX_ROWS, "version");
    html.close();
  }

  private void chart(List<PageStore.Version> versions) {
    BarChart chart = new BarChart("size of each version");
    for (int i = versions.size() - 1; i >= 0; i--) {
      PageStore.Version version = versions.get(i);
      chart.bar(
          Math.max(0, version.bytes()),
          "version %d, %s, %s: %s"
              .formatted(
                  version.number(),
                  Html.clipped(version.operation(), 40),
                  Words.time(version.time()),
                  Text.size(Math.max(0, version.bytes()))));
    }
    chart.draw(
        html,
        Text::size,
        List.of(
            "version " + versions.get(versions.size() - 1).number(),
            "version " + versions.get(0).number()));
  }

  void columns() {
    open(html, "Columns", "", "A lookup names values for all columns of the key.");
    PageTable table = new PageTable(html, "column", "type", "");
    List<PageStore.Column> columns = store.columns();
    for (PageStore.Column column :
        columns.subList(0, Math.min(columns.size(), PageTable.MAX_ROWS))) {
      table.row(column.name(), column.type(), column.key() ? "key" : "");
    }
    table.end(columns.size() - PageTable.MAX_ROWS, "column");
    html.close();
  }

  void samples() {
    PageStore.Samples samples = store.samples();
    if (samples.rows().isEmpty()) {
      return;
    }
    open(html, "Samples", "wide", "The first entries in the order of their keys.");
    int shown = Math.min(MAX_SAMPLE_COLUMNS, samples.columns().size());
    List<String> names = new ArrayList<>();
    samples.columns().subList(0, shown).forEach(name -> names.add(Html.clipped(name, MAX_SAMPLE)));
    PageTable table =
        new PageTable(html, names.stream().map(name -> " " + name).toArray(String[]::new));
    for (List<String> row :
        samples.rows().subList(0, Math.min(samples.rows().size(), PageTable.MAX_ROWS))) {
      table.row(
          row.subList(0, shown).stream()
              .map(cell -> Html.clipped(cell, MAX_SAMPLE))
              .toArray(String[]::new));
    }
    table.end(samples.columns().size() - shown, "column");
    html.close();
  }
}
