/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** Replaces a field of a newly created struct by the field's value. Such a struct is never null. */
final class FieldsOfStructs extends AbstractPartialFunction<Expression, Expression> {
  @Override
  public boolean isDefinedAt(Expression e) {
    return e instanceof GetStructField field && field.child() instanceof CreateNamedStruct;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Expression, B> B applyOrElse(A e, Function1<A, B> otherwise) {
    return e instanceof GetStructField field && field.child() instanceof CreateNamedStruct struct
        ? (B) struct.valExprs().apply(field.ordinal())
        : otherwise.apply(e);
  }
}
