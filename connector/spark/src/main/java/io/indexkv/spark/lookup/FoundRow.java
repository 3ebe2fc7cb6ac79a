/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.SimpleAnalyzer$;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;

/** Converts the rows that a lookup table finds into the user's type. */
public sealed interface FoundRow<T> extends Serializable {
  /** A converter for one thread. Its results keep no reference to the row that it converts. */
  Function<InternalRow, T> converter();

  static FoundRow<Row> rows(StructType schema) {
    return new Rows(schema);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Scala declares a Seq of a subtype
  static <B> FoundRow<B> beans(Class<B> bean, StructType schema) {
    Seq<Attribute> columns = (Seq) DataTypeUtils.toAttributes(schema);
    ExpressionEncoder<B> encoder = ExpressionEncoder$.MODULE$.javaBean(bean);
    return new Beans<>(encoder.resolveAndBind(columns, SimpleAnalyzer$.MODULE$));
  }

  /** Spark's internal rows. */
  static FoundRow<InternalRow> copies() {
    return new Copies();
  }

  record Copies() implements FoundRow<InternalRow> {
    @Override
    public Function<InternalRow, InternalRow> converter() {
      return InternalRow::copy;
    }
  }

  record Rows(StructType schema) implements FoundRow<Row> {
    @Override
    public Function<InternalRow, Row> converter() {
      var convert = CatalystTypeConverters.createToScalaConverter(schema);
      return row -> (Row) convert.apply(row);
    }
  }

  record Beans<B>(ExpressionEncoder<B> encoder) implements FoundRow<B> {
    @Override
    public Function<InternalRow, B> converter() {
      var convert = encoder.createDeserializer();
      return convert::apply;
    }
  }
}
