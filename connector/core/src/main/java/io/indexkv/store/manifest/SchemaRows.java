/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.row.RowCheck;
import io.indexkv.row.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out from a manifest whether values are rows, and how to check them against its schema. */
public final class SchemaRows {
  /** The value encoding that is the row layout. */
  public static final String LAYOUT = "row-v1";

  private static final int MAX_LONG_DIGITS = 18;
  private static final int MAX_DIGITS = 38;

  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\( *(\\d{1,9}) *, *-?\\d{1,9} *\\)");
  private static final Pattern MONTHS = Pattern.compile("interval (year|month|year to month)");
  private static final Pattern MICROS =
      Pattern.compile("interval (day|hour|minute|second)( to (hour|minute|second))?");

  private SchemaRows() {}

  /**
   * The check of a version's values. It accepts only rows of the schema if the manifest says that
   * values are rows. Otherwise it accepts any value.
   *
   * @param what names the version, for messages
   * @throws UnsupportedFormatException if the schema has types that the row layout does not have
   */
  public static ValueCheck check(Manifest manifest, String what) {
    if (!areRows(manifest)) {
      return ValueCheck.ANY;
    }
    try {
      return check(manifest.schema(), manifest.keyColumns());
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(
          what + " has rows that this IndexKV cannot read: " + e.getMessage());
    }
  }

  /** Whether the values of a version are rows. */
  public static boolean areRows(Manifest manifest) {
    return LAYOUT.equals(manifest.properties().get(StoreProperties.VALUE_ENCODING));
  }

  /**
   * The check of rows of a schema.
   *
   * @throws IllegalArgumentException if the schema is not Spark's JSON of a struct, or has a type
   *     that the row layout does not have; the message names the column
   */
  public static ValueCheck check(String schema) {
    return check(schema, List.of());
  }

  /**
   * The check of rows of a schema, which refuses null in a key column and in a column that is NOT
   * NULL.
   *
   * @param keyColumns may be columns that the rows do not have
   * @throws IllegalArgumentException as {@link #check(String)} does
   */
  public static ValueCheck check(String schema, List<String> keyColumns) {
    JsonObject json = SchemaJson.struct(schema);
    RowCheck rows = new RowCheck((RowType.Struct) type(json.members(), "the schema", 0));
    return rows.withNotNull(notNull(json, keyColumns));
  }

  /** The key columns, and the columns that the schema declares NOT NULL. */
  private static List<String> notNull(JsonObject schema, List<String> keyColumns) {
    List<String> names = new ArrayList<>(keyColumns);
    for (JsonObject field : schema.objects("fields")) {
      if (Boolean.FALSE.equals(field.members().get("nullable"))) {
        names.add(field.string("name"));
      }
    }
    return names;
  }

  /**
   * The type of a column.
   *
   * @throws IllegalArgumentException if the row layout does not have it
   */
  static RowType type(JsonObject field) {
    return type(SchemaJson.inside(field, "type"), "column " + field.string("name"), 1);
  }

  private static RowType type(Object json, String path, int depth) {
    if (depth > RowType.MAX_DEPTH) {
      throw new IllegalArgumentException(
          path + " is nested deeper than " + RowType.MAX_DEPTH + " types");
    }
    if (json instanceof String name) {
      return atomic(name, path);
    }
    JsonObject type = JsonObject.of(json);
    String kind = type.string("type");
    return switch (kind) {
      case "struct" -> struct(type, path, depth);
      case "array" ->
          new RowType.Array(
              type(SchemaJson.inside(type, "elementType"), path + ".element", depth + 1));
      case "map" ->
          new RowType.MapOf(
              type(SchemaJson.inside(type, "keyType"), path + ".key", depth + 1),
              type(SchemaJson.inside(type, "valueType"), path + ".value", depth + 1));
      default -> throw unknown(path, kind);
    };
  }

  private static RowType struct(JsonObject struct, String path, int depth) {
    List<RowType.Field> fields = new ArrayList<>();
    for (JsonObject field : struct.objects("fields")) {
      String name = field.string("name");
      String inner = depth == 0 ? "column " + name : path + "." + name;
      fields.add(new RowType.Field(name, type(SchemaJson.inside(field, "type"), inner, depth + 1)));
    }
    return new RowType.Struct(fields);
  }

  private static RowType atomic(String name, String path) {
    return switch (name) {
      case "boolean" -> new RowType.Bool();
      case "byte" -> new RowType.Fixed(Byte.BYTES);
      case "short" -> new RowType.Fixed(Short.BYTES);
      case "integer", "float", "date" -> new RowType.Fixed(Integer.BYTES);
      case "long", "double", "timestamp", "timestamp_ntz" -> new RowType.Fixed(Long.BYTES);
      case "string", "binary", SchemaColumn.NESTED -> new RowType.Bytes();
      case "decimal" -> decimal(10);
      default -> parsed(name, path);
    };
  }

  private static RowType parsed(String name, String path) {
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches() && digits(decimal) >= 1 && digits(decimal) <= MAX_DIGITS) {
      return decimal(digits(decimal));
    }
    if (MONTHS.matcher(name).matches()) {
      return new RowType.Fixed(Integer.BYTES);
    }
    if (MICROS.matcher(name).matches()) {
      return new RowType.Fixed(Long.BYTES);
    }
    throw unknown(path, name);
  }

  private static int digits(Matcher decimal) {
    return Integer.parseInt(decimal.group(1));
  }

  private static RowType decimal(int precision) {
    return precision > MAX_LONG_DIGITS
        ? new RowType.WideDecimal(precision)
        : new RowType.Decimal(precision);
  }

  private static IllegalArgumentException unknown(String path, String type) {
    return new IllegalArgumentException(
        path + " is of type '" + type + "', which row layout v1 does not have");
  }
}
