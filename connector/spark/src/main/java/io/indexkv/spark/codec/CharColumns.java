/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the types CHAR and VARCHAR. Spark computes with strings, and keeps the declared type
 * in the column's metadata. A store keeps it there, too.
 */
public final class CharColumns {
  /** The metadata entry that holds a column's declared type. */
  public static final String METADATA = "__CHAR_VARCHAR_TYPE_STRING";

  /** The collation of all strings where a type names it. Stores have no other. */
  private static final Pattern PLAIN_COLLATION =
      Pattern.compile(" collate utf8_binary(?!\\w)", Pattern.CASE_INSENSITIVE);

  private CharColumns() {}

  /**
   * The declared type of a column.
   *
   * @return empty if the column neither is nor contains a CHAR or VARCHAR
   * @throws IllegalArgumentException if the metadata does not name a type
   */
  public static Optional<DataType> declared(StructField field) {
    if (!field.metadata().contains(METADATA)) {
      return Optional.empty();
    }
    DataType type = type(field.name(), field.metadata().getString(METADATA));
    // metadata may remain after a cast
    DataType asString = CharVarcharUtils.replaceCharVarcharWithString(type);
    return asString.catalogString().equals(field.dataType().catalogString())
        ? Optional.of(type)
        : Optional.empty();
  }

  private static DataType type(String column, String text) {
    try {
      return CatalystSqlParser$.MODULE$.parseDataType(text);
    } catch (Exception e) { // Spark throws a checked exception undeclared
      throw new IllegalArgumentException(
          "column %s: its metadata %s is '%s', expected a type".formatted(column, METADATA, text),
          e);
    }
  }

  /**
   * The schema as stores keep it: CHAR and VARCHAR are strings, with their types in the metadata. A
   * string that names the collation of all strings, as SHOW CREATE TABLE of Spark 4.2 prints it, is
   * a string without one.
   */
  public static StructType asStrings(StructType schema) {
    return (StructType) plain(CharVarcharUtils.replaceCharVarcharWithStringInSchema(schema));
  }

  private static DataType plain(DataType type) {
    if (type instanceof StructType struct) {
      return new StructType(
          Arrays.stream(struct.fields()).map(CharColumns::plain).toArray(StructField[]::new));
    }
    if (type instanceof ArrayType array) {
      return new ArrayType(plain(array.elementType()), array.containsNull());
    }
    if (type instanceof MapType map) {
      return new MapType(plain(map.keyType()), plain(map.valueType()), map.valueContainsNull());
    }
    // equal to it, but with another name
    return type.equals(DataTypes.StringType) ? DataTypes.StringType : type;
  }

  private static StructField plain(StructField field) {
    Metadata metadata = field.metadata();
    if (metadata.contains(METADATA)) {
      String type = PLAIN_COLLATION.matcher(metadata.getString(METADATA)).replaceAll("");
      metadata = new MetadataBuilder().withMetadata(metadata).putString(METADATA, type).build();
    }
    return new StructField(field.name(), plain(field.dataType()), field.nullable(), metadata);
  }

  /** The schema with the declared types, as Spark expects it from a table. */
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

  /**
   * The length of a CHAR column's values, padded with spaces, in characters; 0 for any other
   * column.
   */
  static int length(StructField field) {
    return declared(field).orElse(null) instanceof CharType type ? type.length() : 0;
  }

  /**
   * The value of a CHAR column that equals a text. Like Spark, it compares after padding the
   * shorter one with spaces.
   *
   * @param length of the column's values, in characters
   * @return empty if no such value equals the text
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
