/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.store.manifest.SchemaColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Row layouts as a manifest's schema: the JSON with which Spark describes a struct, whether Spark
 * or plain Java writes the store.
 */
public final class RowSchema {
  private RowSchema() {}

  public static String json(RowLayout layout) {
    return SchemaColumn.json(layout.columns().stream().map(RowSchema::column).toList());
  }

  /**
   * Checks that {@code layout} can read the rows of the schema: both have the same names and types
   * in the same order.
   */
  public static void check(RowLayout layout, String schema, String name) {
    List<SchemaColumn> expected = parse(schema, name);
    List<SchemaColumn> found = layout.columns().stream().map(RowSchema::column).toList();
    boolean same = expected.size() == found.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same =
          expected.get(i).name().equals(found.get(i).name())
              && sameType(expected.get(i), found.get(i));
    }
    if (!same) {
      throw new IllegalArgumentException(
          "%s has rows of (%s), opened with (%s); open it with the columns it was written with"
              .formatted(name, Excerpt.of(text(expected)), Excerpt.of(text(found))));
    }
  }

  private static List<SchemaColumn> parse(String schema, String name) {
    try {
      return SchemaColumn.parse(schema);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static boolean sameType(SchemaColumn expected, SchemaColumn found) {
    return type(expected).equals(type(found));
  }

  /**
   * The type with which rows store a column of the schema. Spark's intervals are integers or longs;
   * types that only the writer can decode are opaque.
   */
  private static String type(SchemaColumn column) {
    String type = column.type();
    if (type.startsWith("interval year") || type.startsWith("interval month")) {
      return "integer";
    }
    return type.startsWith("interval") ? "long" : type;
  }

  private static SchemaColumn column(Column column) {
    String type =
        switch (column.type()) {
          case INT8 -> "byte";
          case INT16 -> "short";
          case INT32 -> "integer";
          case INT64 -> "long";
          case FLOAT32 -> "float";
          case FLOAT64 -> "double";
          case DECIMAL -> "decimal(" + column.precision() + "," + column.scale() + ")";
          case OPAQUE -> SchemaColumn.NESTED;
          default -> column.type().name().toLowerCase(Locale.ROOT);
        };
    return new SchemaColumn(column.name(), type);
  }

  private static String text(List<SchemaColumn> columns) {
    return columns.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", "));
  }
}
