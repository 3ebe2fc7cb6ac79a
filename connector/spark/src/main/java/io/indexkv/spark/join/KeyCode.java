/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Generated code that passes keys to a probe. */
final class KeyCode {
  private KeyCode() {}

  /**
   * Code that adds the key of one row, computed from {@code keys}. {@code row} is a Java expression
   * for its number.
   */
  static String addRow(
      CodegenContext context,
      String probe,
      String row,
      List<Expression> keys,
      List<Attribute> columns,
      List<ExprCode> variables) {
    List<ExprCode> values = new ArrayList<>();
    for (Expression key : keys) {
      values.add(CodeParts.overVariables(context, key, columns, variables));
    }
    return addRow(probe, row, values);
  }

  /**
   * Code that adds the key of one row, whose columns have the given values. {@code row} is a Java
   * expression for its number.
   */
  static String addRow(String probe, String row, List<ExprCode> values) {
    String evaluate =
        values.stream().map(v -> v.code().toString()).collect(Collectors.joining("\n"));
    String isNull =
        values.stream().map(v -> v.isNull().toString()).collect(Collectors.joining(" || "));
    String put =
        values.stream()
            .map(v -> "%s.put(%s);\n".formatted(probe, v.value()))
            .collect(Collectors.joining());
    return CodeTemplate.of(
            """
            {evaluate}
            if ({isNull}) {
              {probe}.addAbsent({row});
            } else {
              {put}
              {probe}.add({row});
            }
            """)
        .with("evaluate", evaluate)
        .with("isNull", isNull)
        .with("probe", probe)
        .with("row", row)
        .with("put", put)
        .text();
  }

  /** A Java expression for the array of the vectors with the keys. */
  static String vectors(List<String> vectors) {
    return "new %s[] {%s}".formatted(ColumnVector.class.getName(), String.join(", ", vectors));
  }
}
