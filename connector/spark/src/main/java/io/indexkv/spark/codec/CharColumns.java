/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the types CHAR and VARCHAR. Spark computes with strings, and keeps the type that was
 * declared in the metadata of the column. A store keeps it there, too.
 */
public final class CharColumns {
  /** The entry of a column's metadata that has the declared type. */
  public static final String METADATA = "__CHAR_VARCHAR_TYPE_STRING";

  private CharColumns() {}

  /**
   * The declared type of a column.
   *
   * @return empty if the column is not CHAR or VARCHAR, and has neither inside
   * @throws IllegalArgumentException if the metadata names no type
   */
  public static Optional<DataType> declared(StructField field) {
    if (!field.metadata().contains(METADATA)) {
      return Optional.empty();
    }
    DataType type = type(field.name(), field.metadata().getString(METADATA));
    // metadata may outlive a cast
    DataType asString = CharVarcharUtils.replaceCharVarcharWithString(type);
    return asString.catalogString().equals(field.dataType().catalogString())
        ? Optional.of(type)
        : Optional.empty();
  }

  private static DataType type(String column, String text) {
    try {
      return CatalystSqlParser$.MODULE$.parseDataType(text);
    } catch (Exception e) { // Spark throws a checked one undeclared
      throw new IllegalArgumentException(
          "column %s: its metadata %s is '%s', expected a type".formatted(column, METADATA, text),
          e);
    }
  }

  /** The schema with the declared types, as Spark wants it of a table. */
  public static StructType declared(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(
                field ->
                    declared(field)
                        .map(
                            type ->
                                new StructField(
                                    field.name(), type, field.nullable(), field.metadata()))
                        .orElse(field))
            .toArray(StructField[]::new));
  }

  /** Characters of each value of a CHAR column, filled up with spaces; 0 for any other column. */
  static int length(StructField field) {
    return declared(field).orElse(null) instanceof CharType type ? type.length() : 0;
  }

  /**
   * The value of CHAR(n) that equals a text, as Spark compares them: whichever is shorter is filled
   * up with spaces.
   *
   * @param length n
   * @return empty if no such value equals it
   */
  public static Optional<String> equal(String text, int length) {
    int more = length - text.codePointCount(0, text.length());
    if (more >= 0) {
      return Optional.of(text + " ".repeat(more));
    }
    String kept = text.substring(0, text.offsetByCodePoints(0, length));
    return onlySpaces(text, kept.length()) ? Optional.of(kept) : Optional.empty();
  }

  private static boolean onlySpaces(String text, int from) {
    return text.chars().skip(from).allMatch(c -> c == ' ');
  }
}
