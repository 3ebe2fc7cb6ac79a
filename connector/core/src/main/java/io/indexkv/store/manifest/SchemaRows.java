/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.format.ValueCheck;
import io.indexkv.row.RowCheck;
import io.indexkv.row.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The row layout of a schema, and how to check rows against it. */
public final class SchemaRows {
  /** The value encoding that is the row layout. */
  public static final String LAYOUT = "row-v1";

  /** Rows start at multiples of this many bytes, so that readers read them in place as words. */
  public static final int ALIGNMENT = 8;

  // made once, because writers ask for the width of each value
  private static final RowType BOOLEAN = new RowType.Bool();
  private static final RowType ONE_BYTE = new RowType.Fixed(Byte.BYTES);
  private static final RowType TWO_BYTES = new RowType.Fixed(Short.BYTES);
  private static final RowType FOUR_BYTES = new RowType.Fixed(Integer.BYTES);
  private static final RowType EIGHT_BYTES = new RowType.Fixed(Long.BYTES);
  private static final RowType PIECE = new RowType.Bytes();

  private static final int MAX_LONG_DIGITS = 18;
  private static final int MAX_DIGITS = 38;

  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\( *(\\d{1,9}) *, *-?\\d{1,9} *\\)");
  private static final Pattern MONTHS = Pattern.compile("interval (year|month|year to month)");
  private static final Pattern MICROS =
      Pattern.compile("interval (day|hour|minute|second)( to (hour|minute|second))?");

  private SchemaRows() {}

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
    RowCheck rows = new RowCheck(struct(SchemaType.struct(json), ""));
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
  static RowType type(JsonObject column) {
    SchemaType.Field field = SchemaType.Field.of(column, 1);
    return type(field.type(), "column " + field.name());
  }

  /**
   * Number of bytes that a value uses of its slot in a row, or takes in an array.
   *
   * @throws IllegalArgumentException if the row layout does not have the type
   */
  public static int width(SchemaType type) {
    return type instanceof SchemaType.Atomic atomic
        ? atomic(atomic.name(), "a column").width()
        : Long.BYTES;
  }

  private static RowType type(SchemaType type, String path) {
    if (type instanceof SchemaType.Atomic atomic) {
      return atomic(atomic.name(), path);
    }
    if (type instanceof SchemaType.Struct struct) {
      return struct(struct, path + ".");
    }
    if (type instanceof SchemaType.Array array) {
      return new RowType.Array(type(array.element(), path + ".element"));
    }
    if (type instanceof SchemaType.MapOf map) {
      return new RowType.MapOf(type(map.key(), path + ".key"), type(map.value(), path + ".value"));
    }
    throw unknown(path, ((SchemaType.Other) type).kind());
  }

  /**
   * The type of a struct.
   *
   * @param path what the paths of its fields begin with; empty for the schema itself
   */
  private static RowType.Struct struct(SchemaType.Struct struct, String path) {
    List<RowType.Field> fields = new ArrayList<>();
    for (SchemaType.Field field : struct.fields()) {
      String inner = (path.isEmpty() ? "column " : path) + field.name();
      fields.add(new RowType.Field(field.name(), type(field.type(), inner)));
    }
    return new RowType.Struct(fields);
  }

  private static RowType atomic(String name, String path) {
    return switch (name) {
      case "boolean" -> BOOLEAN;
      case "byte" -> ONE_BYTE;
      case "short" -> TWO_BYTES;
      case "integer", "float", "date" -> FOUR_BYTES;
      case "long", "double", "timestamp", "timestamp_ntz" -> EIGHT_BYTES;
      case "string", "binary", SchemaColumn.NESTED -> PIECE;
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
      return FOUR_BYTES;
    }
    if (MICROS.matcher(name).matches()) {
      return EIGHT_BYTES;
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
