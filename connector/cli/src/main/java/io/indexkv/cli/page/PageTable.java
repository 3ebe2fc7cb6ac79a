/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.cli.output.Text;
import java.util.List;
import java.util.Locale;

/** Writes a table of at most 50 rows. */
final class PageTable {
  /** More rows than these are never written. */
  static final int MAX_ROWS = 50;

  private static final int FEW_COLUMNS = 4;
  private static final int MAX_CELL = 120;

  private final Html html;
  private final List<String> columns;

  /**
   * Begins a table.
   *
   * @param columns headings; one that begins with {@code #} is of numbers, one that begins with
   *     {@code |} of bars
   */
  PageTable(Html html, String... columns) {
    this.html = html;
    this.columns = List.of(columns);
    String style = columns.length > FEW_COLUMNS ? "many" : "few";
    html.open("div", "class", "scroll").open("table", "class", style).open("thead").open("tr");
    for (String column : columns) {
      boolean plain = !column.startsWith("#") && !column.startsWith("|");
      html.element("th", plain ? column : column.substring(1), "class", style(column));
    }
    html.close().close().open("tbody");
  }

  private static String style(String column) {
    return column.startsWith("#") ? "n" : column.startsWith("|") ? "b" : "t";
  }

  /**
   * Writes a row.
   *
   * @param cells texts, and for a column of bars where the bar begins and ends: {@code 0.25 0.5}
   */
  void row(String... cells) {
    html.open("tr");
    for (int i = 0; i < cells.length; i++) {
      String style = style(columns.get(i));
      if (style.equals("b")) {
        bar(cells[i]);
      } else {
        html.element("td", Html.clipped(cells[i], MAX_CELL), "class", style);
      }
    }
    html.close();
  }

  private void bar(String places) {
    html.open("td", "class", "b");
    if (!places.isEmpty()) {
      String[] two = places.split(" ");
      double from = Double.parseDouble(two[0]);
      double width = Math.max(0.005, Double.parseDouble(two[1]) - from);
      html.open("svg", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "class", "line");
      html.empty(
          "rect",
          "class",
          "bar",
          "x",
          String.format(Locale.ROOT, "%.0f", 1000 * Math.min(from, 0.995)),
          "y",
          "0",
          "width",
          String.format(Locale.ROOT, "%.0f", 1000 * width),
          "height",
          "10");
      html.close();
    }
    html.close();
  }

  /** The two ends of a bar. */
  static String places(double from, double to) {
    return String.format(Locale.ROOT, "%.4f %.4f", from, to);
  }

  /** A bar that begins at the left and shows a share. */
  static String share(double part, double all) {
    return all <= 0 || part <= 0 ? "" : places(0, Math.min(1, part / all));
  }

  /** Ends the table, and says how many rows are left out. */
  void end(long left, String noun) {
    html.close().close().close();
    if (left > 0) {
      html.element("p", "and " + Text.count(left, "more " + noun), "class", "more");
    }
  }
}
