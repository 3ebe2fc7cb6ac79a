/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Lines;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.output.ValueText;
import io.indexkv.cli.store.EntryColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints entries one after the other, in one of several forms. */
interface EntrySink {
  void entry(List<Object> values) throws IOException;

  /** Prints what is left. */
  void end() throws IOException;

  /** A table for people. */
  static EntrySink table(Lines out, EntryColumns columns) {
    List<Heading> headings = new ArrayList<>();
    for (EntryColumns.Column column : columns.columns()) {
      String name = Text.escaped(column.name());
      headings.add(new Heading(name, isNumber(column.type())));
    }
    TextTable table = new TextTable(out, "", headings);
    return new EntrySink() {
      @Override
      public void entry(List<Object> values) throws IOException {
        table.row(values.stream().map(ValueText::shown).toList());
      }

      @Override
      public void end() throws IOException {
        table.end();
      }
    };
  }

  private static boolean isNumber(String type) {
    return type.matches("u?int\\d*|tinyint|smallint|bigint|float|double|decimal.*");
  }

  /** A JSON object on each line. */
  static EntrySink jsonLines(Lines out, EntryColumns columns) {
    List<String> names = columns.names();
    return new EntrySink() {
      @Override
      public void entry(List<Object> values) throws IOException {
        out.line(Json.text(Json.object(names, values)));
      }

      @Override
      public void end() {}
    };
  }

  /**
   * One JSON document with a list of the entries.
   *
   * @param head members of the document before the entries
   */
  static EntrySink json(Lines out, EntryColumns columns, Map<String, Object> head)
      throws IOException {
    List<String> names = columns.names();
    String begin = Json.text(head);
    out.print(begin.substring(0, begin.length() - 1) + ",\"entries\":[");
    return new EntrySink() {
      private String separator = "\n";

      @Override
      public void entry(List<Object> values) throws IOException {
        out.print(separator + Json.text(Json.object(names, values)));
        separator = ",\n";
      }

      @Override
      public void end() throws IOException {
        out.line("]}");
      }
    };
  }

  /** CSV with a line of names. Null is an empty cell, and an empty text is two quotes. */
  static EntrySink csv(Lines out, EntryColumns columns, char separator) throws IOException {
    out.line(csvLine(List.copyOf(columns.names()), separator));
    return new EntrySink() {
      @Override
      public void entry(List<Object> values) throws IOException {
        out.line(csvLine(values, separator));
      }

      @Override
      public void end() {}
    };
  }

  private static String csvLine(List<?> values, char separator) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      line.append(i == 0 ? "" : separator).append(csvCell(values.get(i), separator));
    }
    return line.toString();
  }

  private static String csvCell(Object value, char separator) {
    if (value == null) {
      return "";
    }
    String text = ValueText.exact(value);
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r')
            && !text.startsWith("\ufeff");
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
