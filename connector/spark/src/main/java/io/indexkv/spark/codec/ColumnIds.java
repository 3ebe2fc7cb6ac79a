/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.store.manifest.SchemaIds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The ids and initial values that a store keeps in the metadata of its columns ({@link SchemaIds}).
 * Spark does not see them. So they do not travel with a query to another store.
 */
public final class ColumnIds {
  private ColumnIds() {}

  /** The schema without ids and initial values. */
  public static StructType without(StructType schema) {
    boolean none =
        Arrays.stream(schema.fields()).map(StructField::metadata).noneMatch(ColumnIds::isHere);
    return none
        ? schema
        : new StructType(
            Arrays.stream(schema.fields())
                .map(field -> with(field, without(field.metadata())))
                .toArray(StructField[]::new));
  }

  private static boolean isHere(Metadata metadata) {
    return metadata.contains(SchemaIds.ID) || metadata.contains(SchemaIds.INITIAL);
  }

  private static Metadata without(Metadata metadata) {
    return new MetadataBuilder()
        .withMetadata(metadata)
        .remove(SchemaIds.ID)
        .remove(SchemaIds.INITIAL)
        .build();
  }

  private static StructField with(StructField field, Metadata metadata) {
    return new StructField(field.name(), field.dataType(), field.nullable(), metadata);
  }

  /** The schema with the id of each column; a column without one gets its position. */
  public static StructType with(StructType schema) {
    StructField[] fields = schema.fields();
    StructField[] numbered = new StructField[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Metadata metadata = fields[i].metadata();
      numbered[i] = metadata.contains(SchemaIds.ID) ? fields[i] : with(fields[i], i);
    }
    return new StructType(numbered);
  }

  /** The column with another id. */
  public static StructField with(StructField field, long id) {
    return with(
        field,
        new MetadataBuilder().withMetadata(field.metadata()).putLong(SchemaIds.ID, id).build());
  }

  /**
   * A stored schema with more columns at its end.
   *
   * @param schema as a manifest has it
   * @param nextId the id of the first of them
   */
  public static String added(String schema, int nextId, StructField... more) {
    StructType before = with((StructType) DataType.fromJson(schema));
    StructField[] fields = Arrays.copyOf(before.fields(), before.length() + more.length);
    for (int i = 0; i < more.length; i++) {
      fields[before.length() + i] = with(more[i], nextId + i);
    }
    return new StructType(fields).json();
  }

  /**
   * A stored schema without a column.
   *
   * @param schema as a manifest has it
   */
  public static String dropped(String schema, String column) {
    return new StructType(
            Arrays.stream(with((StructType) DataType.fromJson(schema)).fields())
                .filter(field -> !field.name().equals(column))
                .toArray(StructField[]::new))
        .json();
  }

  /**
   * The column with the value that it has in rows of schemas without it.
   *
   * @param value of the column's type; null for null
   */
  public static StructField withInitial(StructField field, Expression value) {
    Object evaluated = value.eval(null);
    return evaluated == null
        ? field
        : withInitial(field, row(new Literal(evaluated, field.dataType())));
  }

  /** The column with the value of a row that has this column only. */
  public static StructField withInitial(StructField field, byte[] row) {
    return with(
        field,
        new MetadataBuilder()
            .withMetadata(field.metadata())
            .putString(SchemaIds.INITIAL, HexFormat.of().formatHex(row))
            .build());
  }

  /** The bytes of a row that has this value only. */
  public static byte[] row(Literal value) {
    return UnsafeProjection.create(Seqs.of(List.<Expression>of(value)))
        .apply(InternalRow.empty())
        .getBytes();
  }
}
