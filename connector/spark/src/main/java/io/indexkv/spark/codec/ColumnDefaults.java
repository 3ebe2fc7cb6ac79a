/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ResolveDefaultColumns$;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The defaults of columns, which Spark keeps in their metadata as SQL text. */
public final class ColumnDefaults {
  /** The metadata entry with the default for rows that come. */
  public static final String CURRENT =
      ResolveDefaultColumns$.MODULE$.CURRENT_DEFAULT_COLUMN_METADATA_KEY();

  /** The metadata entry with the default when the column was added. */
  public static final String EXISTING =
      ResolveDefaultColumns$.MODULE$.EXISTS_DEFAULT_COLUMN_METADATA_KEY();

  private ColumnDefaults() {}

  /** The columns of a query without defaults, which belong to the table that the query reads. */
  public static StructType without(StructType query) {
    return new StructType(
        Arrays.stream(query.fields())
            .map(
                field ->
                    new StructField(
                        field.name(),
                        field.dataType(),
                        field.nullable(),
                        new MetadataBuilder()
                            .withMetadata(field.metadata())
                            .remove(CURRENT)
                            .remove(EXISTING)
                            .build()))
            .toArray(StructField[]::new));
  }

  /**
   * The default of a column for rows that come: null if it has none.
   *
   * @param statement what the user does, for Spark's message about a wrong default
   */
  public static Literal current(StructField column, String statement) {
    Object value =
        column.metadata().contains(CURRENT)
            ? ResolveDefaultColumns$.MODULE$.analyze(column, statement, CURRENT).eval(null)
            : null;
    return new Literal(value, column.dataType());
  }
}
