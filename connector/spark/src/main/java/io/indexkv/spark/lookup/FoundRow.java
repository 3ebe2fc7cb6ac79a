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

/** What a lookup table makes of the rows that it finds. */
public sealed interface FoundRow<T> extends Serializable {
  /** A converter for one thread, whose results refer to nothing of what it is given. */
  Function<InternalRow, T> converter();

  static FoundRow<Row> rows(StructType schema) {
    return new Rows(schema);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a Seq of a subtype, as Scala has it
  static <B> FoundRow<B> beans(Class<B> bean, StructType schema) {
    Seq<Attribute> columns = (Seq) DataTypeUtils.toAttributes(schema);
    ExpressionEncoder<B> encoder = ExpressionEncoder$.MODULE$.javaBean(bean);
    return new Beans<>(encoder.resolveAndBind(columns, SimpleAnalyzer$.MODULE$));
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
