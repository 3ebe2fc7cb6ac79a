/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.RowLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the columns of a store from text such as {@code id bigint, name string}. */
final class StoreColumns {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");

  private StoreColumns() {}

  /**
   * The store in a directory.
   *
   * @param key the name of the column with the key
   * @param text the columns of its rows, in their order
   */
  static ServedStore<?> parse(Path path, String key, String text) {
    List<Column> columns = new ArrayList<>();
    for (String part : parts(text)) {
      String[] words = part.strip().split("\\s+", 2);
      if (words.length != 2) {
        throw new IllegalArgumentException(
            "--columns: expected a name and a type, found '" + part.strip() + "'");
      }
      columns.add(column(words[0], words[1].toLowerCase(Locale.ROOT)));
    }
    RowLayout layout = new RowLayout(columns.toArray(Column[]::new));
    return store(path, columns.get(layout.ordinal(key)), layout);
  }

  /** The parts between commas that are in no brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Column column(String name, String type) {
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      return Column.decimal(
          name, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    if (type.matches("(var)?char\\(\\d+\\)")) {
      return Column.string(name);
    }
    return switch (type) {
      case "boolean" -> Column.bool(name);
      case "tinyint" -> Column.int8(name);
      case "smallint" -> Column.int16(name);
      case "int" -> Column.int32(name);
      case "bigint" -> Column.int64(name);
      case "float" -> Column.float32(name);
      case "double" -> Column.float64(name);
      case "date" -> Column.date(name);
      case "timestamp" -> Column.timestamp(name);
      case "timestamp_ntz" -> Column.timestampNtz(name);
      case "string" -> Column.string(name);
      case "binary" -> Column.bytes(name);
      default -> {
        boolean nested = type.matches("(array|map|struct)<.*");
        if (!nested) {
          throw new IllegalArgumentException(
              "--columns: no type " + type + "; indexkv inspect prints those of a store");
        }
        yield Column.opaque(name);
      }
    };
  }

  private static ServedStore<?> store(Path path, Column key, RowLayout layout) {
    return switch (key.type()) {
      case INT8 -> new ServedStore<>(path, Keys.int8(), Byte::valueOf, layout);
      case INT16 -> new ServedStore<>(path, Keys.int16(), Short::valueOf, layout);
      case INT32 -> new ServedStore<>(path, Keys.int32(), Integer::valueOf, layout);
      case INT64 -> new ServedStore<>(path, Keys.int64(), Long::valueOf, layout);
      case STRING -> new ServedStore<>(path, Keys.string(), text -> text, layout);
      case DATE -> new ServedStore<>(path, Keys.date(), LocalDate::parse, layout);
      case TIMESTAMP -> new ServedStore<>(path, Keys.timestamp(), Instant::parse, layout);
      default ->
          throw new IllegalArgumentException(
              "--key: a key of type "
                  + key
                  + " has no text here; copy this class and make a ServedStore with one");
    };
  }
}
