/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of text with aligned columns. It is never cut. After the first rows the widths of the
 * columns stay, so that a long table needs little memory.
 */
public final class TextTable {
  private static final int ROWS_TO_MEASURE = 1000;
  private static final String GAP = "  ";

  private final Lines out;
  private final String indent;
  private final List<Heading> headings;
  private final int[] widths;
  private List<List<String>> held = new ArrayList<>();

  /**
   * The head of a column.
   *
   * @param right whether its cells are aligned right, as numbers are
   */
  public record Heading(String title, boolean right) {
    public static Heading left(String title) {
      return new Heading(title, false);
    }

    public static Heading right(String title) {
      return new Heading(title, true);
    }
  }

  public TextTable(Lines out, String indent, List<Heading> headings) {
    this.out = out;
    this.indent = indent;
    this.headings = headings;
    widths = headings.stream().mapToInt(heading -> length(heading.title)).toArray();
  }

  public void row(List<String> cells) throws IOException {
    if (held == null) {
      print(cells);
      return;
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], length(cells.get(i)));
    }
    held.add(List.copyOf(cells));
    if (held.size() == ROWS_TO_MEASURE) {
      end();
    }
  }

  /** Prints what is still held. */
  public void end() throws IOException {
    if (held != null) {
      List<List<String>> rows = held;
      held = null;
      print(headings.stream().map(Heading::title).toList());
      for (List<String> row : rows) {
        print(row);
      }
    }
  }

  private void print(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String fill = " ".repeat(Math.max(0, widths[i] - length(cell)));
      line.append(i == 0 ? "" : GAP).append(headings.get(i).right ? fill + cell : cell + fill);
    }
    out.line(line.toString().stripTrailing());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
