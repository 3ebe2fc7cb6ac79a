/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.snapshot.TaskLease;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Pieces of generated code that are not specific to the lookup join. */
final class CodeParts {
  private CodeParts() {}

  /** Variables that read row {@code row} of the vectors; they are evaluated where they are used. */
  static List<ExprCode> columns(
      CodegenContext context, List<Attribute> attributes, List<String> vectors, String row) {
    List<ExprCode> out = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      out.add(column(context, attributes.get(i), vectors.get(i), row));
    }
    return out;
  }

  /** A variable that reads row {@code row} of the vector; it is evaluated where it is used. */
  static ExprCode column(CodegenContext context, Attribute attribute, String vector, String row) {
    DataType type = attribute.dataType();
    String javaType = CodeGenerator$.MODULE$.javaType(type);
    String value = context.freshName("value");
    String read = CodeGenerator$.MODULE$.getValueFromVector(vector, type, row);
    if (!attribute.nullable()) {
      return new ExprCode(
          block(javaType + " " + value + " = " + read + ";\n"),
          FalseLiteral$.MODULE$,
          JavaCode$.MODULE$.variable(value, type));
    }
    String isNull = context.freshName("isNull");
    String none = CodeGenerator$.MODULE$.defaultValue(type, false);
    String code =
        "boolean %s = %s.isNullAt(%s);\n%s %s = %s ? %s : (%s);\n"
            .formatted(isNull, vector, row, javaType, value, isNull, none, read);
    return new ExprCode(
        block(code),
        JavaCode$.MODULE$.isNullVariable(isNull),
        JavaCode$.MODULE$.variable(value, type));
  }

  /** A boolean variable with the value of {@code condition}. */
  static ExprCode flag(CodegenContext context, String condition) {
    String flag = context.freshName("flag");
    return new ExprCode(
        block("boolean %s = %s;\n".formatted(flag, condition)),
        FalseLiteral$.MODULE$,
        JavaCode$.MODULE$.variable(flag, DataTypes.BooleanType));
  }

  /** The value of {@code code} if {@code condition} holds, else null. */
  static ExprCode nullUnless(
      CodegenContext context, String condition, ExprCode code, DataType type) {
    String isNull = context.freshName("isNull");
    String value = context.freshName("value");
    String head =
        "boolean %s = true;\n%s %s = %s;\nif (%s) {\n"
            .formatted(
                isNull,
                CodeGenerator$.MODULE$.javaType(type),
                value,
                CodeGenerator$.MODULE$.defaultValue(type, false),
                condition);
    CodeBlock block =
        new CodeBlock(
            Seqs.of(List.of(head, "\n" + isNull + " = ", ";\n" + value + " = ", ";\n}\n")),
            Seqs.of(List.of(code.code(), code.isNull(), code.value())));
    return new ExprCode(
        block, JavaCode$.MODULE$.isNullVariable(isNull), JavaCode$.MODULE$.variable(value, type));
  }

  /**
   * Wraps code. If the code, or a consumer of its rows, reads from a file that was cut short, the
   * wrapped code fails and names the file.
   */
  static String guarded(CodegenContext context, String code) {
    return CodeTemplate.of(
            """
            try {
              {code}
            } catch (InternalError {error}) {
              throw {lease}.fault({error});
            }
            """)
        .with("code", code)
        .with("error", context.freshName("error"))
        .with("lease", TaskLease.class.getName())
        .text();
  }

  /** Code for an expression over variables. */
  static ExprCode overVariables(
      CodegenContext context, Expression e, List<Attribute> attributes, List<ExprCode> variables) {
    context.INPUT_ROW_$eq(null);
    context.currentVars_$eq(Seqs.of(variables));
    return Expressions.bind(e, attributes).genCode(context);
  }

  /** Code for an expression over the row in the Java variable {@code row}. */
  static ExprCode overRow(
      CodegenContext context, Expression e, List<Attribute> attributes, String row) {
    context.INPUT_ROW_$eq(row);
    context.currentVars_$eq(null);
    return Expressions.bind(e, attributes).genCode(context);
  }

  /**
   * Code for an expression over two kinds of attributes: those of the row in the Java variable
   * {@code row}, then those in variables.
   */
  static ExprCode overRowAndVariables(
      CodegenContext context,
      Expression e,
      List<Attribute> rowAttributes,
      String row,
      List<Attribute> attributes,
      List<ExprCode> variables) {
    List<ExprCode> all = new ArrayList<>();
    // null means: read from the row, not from a variable
    rowAttributes.forEach(a -> all.add(null));
    all.addAll(variables);
    context.INPUT_ROW_$eq(row);
    context.currentVars_$eq(Seqs.of(all));
    return Expressions.bind(e, Seqs.concat(rowAttributes, attributes)).genCode(context);
  }

  private static CodeBlock block(String code) {
    return new CodeBlock(Seqs.of(List.of(code)), Seqs.of(List.of()));
  }

  /** The Java condition that a boolean expression is true and not null. */
  static String isTrue(ExprCode code) {
    return "!" + code.isNull() + " && " + code.value();
  }
}
