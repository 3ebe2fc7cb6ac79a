/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** Pieces of the page. All text that is not ours is escaped. */
final class Html {
  private Html() {}

  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }

  /** A table; the cells are HTML. */
  static String table(String id, List<String> heads, List<List<String>> rows) {
    return "<table id=\"%s\" class=\"table table-bordered table-sm table-striped\"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        .formatted(id, cells("th", heads), rows.stream().map(Html::row).collect(joining()));
  }

  private static String row(List<String> cells) {
    return "<tr>" + cells("td", cells) + "</tr>";
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream().map(cell -> "<%s>%s</%s>".formatted(tag, cell, tag)).collect(joining());
  }

  /** A name with the whole text as its title. */
  static String name(String name, String whole) {
    return "<span title=\"%s\">%s</span>".formatted(escape(whole), escape(name));
  }

  /** A short text that stays on one line. */
  static String line(String text) {
    return "<span class=\"text-nowrap\">" + escape(text) + "</span>";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share of a whole in percent. */
  static String share(long part, long whole) {
    return whole == 0 ? "" : Alarms.percent(100.0 * part / whole);
  }

  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }

  static String time(long nanos) {
    double millis = nanos / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis)
        : String.format(Locale.ROOT, "%,.1f s", millis / 1000);
  }
}
