/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.row.RowColumn;
import io.indexkv.row.RowType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The columns of a schema with their ids and initial values. Both are in the metadata of a column,
 * as {@code docs/row-layout.md} defines. The id of a column without one is its position.
 */
public final class SchemaIds {
  /** The name of the id in the metadata of a column: a number from 0. */
  public static final String ID = "indexkv.id";

  /**
   * The name of the initial value in the metadata of a column: two hex digits for each byte of a
   * row that has this column only.
   */
  public static final String INITIAL = "indexkv.initial";

  private static final String NULLABLE = "nullable";
  private static final String METADATA = "metadata";

  private SchemaIds() {}

  /**
   * The columns of a schema.
   *
   * @throws IllegalArgumentException if the schema is not Spark's JSON of a struct, has a type that
   *     the row layout does not have, or an id or initial value that is none
   */
  public static List<RowColumn> columns(String schema) {
    List<RowColumn> columns = new ArrayList<>();
    for (JsonObject field : SchemaJson.struct(schema).objects("fields")) {
      columns.add(column(field, columns.size()));
    }
    return columns;
  }

  private static RowColumn column(JsonObject field, int ordinal) {
    String name = field.string("name");
    Map<?, ?> metadata =
        field.members().get(METADATA) instanceof Map<?, ?> members ? members : Map.of();
    Object id = metadata.get(ID);
    Object initial = metadata.get(INITIAL);
    RowType type = SchemaRows.type(field);
    return new RowColumn(
        id == null ? ordinal : id(name, id),
        name,
        typeName(field.members().get("type")),
        type,
        initial == null ? null : initial(name, initial));
  }

  private static int id(String column, Object id) {
    if (id instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "column " + column + ": its " + ID + " is " + id + ", expected a number");
  }

  private static byte[] initial(String column, Object initial) {
    try {
      return HexFormat.of().parseHex((String) initial);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new IllegalArgumentException(
          "column " + column + ": its " + INITIAL + " is " + initial + ", expected hex digits", e);
    }
  }

  /** The type as a text that is the same for the same values, whatever may be null in them. */
  private static String typeName(Object type) {
    if (type instanceof String name) {
      String spaceless = name.startsWith("decimal") ? name.replace(" ", "") : name;
      return spaceless.equals("decimal") ? "decimal(10,0)" : spaceless;
    }
    return nested(type);
  }

  private static String nested(Object json) {
    StringBuilder text = new StringBuilder();
    if (json instanceof Map<?, ?> members) {
      members.forEach(
          (name, value) -> {
            boolean meaningless = name.equals(METADATA) || ((String) name).endsWith("Null");
            if (!meaningless && !name.equals(NULLABLE)) {
              text.append(name).append('=').append(nested(value)).append(';');
            }
          });
      return "{" + text + "}";
    }
    if (json instanceof List<?> elements) {
      elements.forEach(element -> text.append(nested(element)).append(','));
      return "[" + text + "]";
    }
    return String.valueOf(json);
  }
}
