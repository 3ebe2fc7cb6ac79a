/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;

/** Generated code that joins, keeps or drops a probe row after its key was looked up. */
final class MatchCode {
  private final LookupJoinExec join;
  private final LookupJoinParts parts;
  private final CodegenContext context;
  private final List<Attribute> storeColumns;

  MatchCode(LookupJoinExec join, CodegenContext context) {
    this.join = join;
    this.context = context;
    parts = join.parts();
    storeColumns = Seqs.list(parts.storeColumns());
  }

  /**
   * Code that drops results from the probe in the variable {@code probe}: those that fail the
   * conditions on the store alone.
   */
  String drop(String probe) {
    if (parts.storeConditions().isEmpty()) {
      return "";
    }
    String i = context.freshName("i");
    String found = context.freshName("found");
    return CodeTemplate.of(
            """
            for (int {i} = 0; {i} < {probe}.count(); {i}++) {
              UnsafeRow {found} = {probe}.match({i}, {storeRow});
              {conditions}
              if ({found} == null) { {probe}.drop({i}); }
            }
            """)
        .with("i", i)
        .with("probe", probe)
        .with("found", found)
        .with("storeRow", ProbeCode.storeRow(context, parts))
        .with("conditions", conditions(parts.storeConditions(), found, List.of(), List.of()))
        .text();
  }

  /**
   * Code for a row whose result was not {@linkplain #drop dropped}.
   *
   * @param found Java variable with the store's row, null if there is none
   * @param probe variables of the probe side's output
   */
  String code(String found, List<ExprCode> probe) {
    String conditions = conditions(parts.otherConditions(), found, join.probeColumns(), probe);
    return switch (parts.kind()) {
      case INNER -> conditions + when(found + " != null", consume(joined(found, probe, false)));
      case OUTER -> conditions + consume(joined(found, probe, true));
      case EXISTENCE -> conditions + exists(found, probe);
      case SEMI -> conditions + when(found + " != null", consume(probe));
      case ANTI -> conditions + when(found + " == null", consume(probe));
    };
  }

  /** Code that sets the variable {@code found} to null unless all conditions hold. */
  private String conditions(
      List<Expression> conditions,
      String found,
      List<Attribute> probeColumns,
      List<ExprCode> probe) {
    if (conditions.isEmpty()) {
      return "";
    }
    // outside of the blocks below, so that the code after them can use the variables, too
    StringBuilder code =
        new StringBuilder(
            join.evaluateRequiredVariables(
                Seqs.of(probeColumns), Seqs.of(probe), Seqs.references(conditions)));
    for (Expression condition : conditions) {
      ExprCode holds =
          CodeParts.overRowAndVariables(
              context, condition, storeColumns, found, probeColumns, probe);
      code.append(
          when(
              found + " != null",
              "%s\nif (!(%s)) { %s = null; }\n"
                  .formatted(holds.code(), CodeParts.isTrue(holds), found)));
    }
    return code.toString();
  }

  private List<ExprCode> joined(String found, List<ExprCode> probe, boolean nullable) {
    List<ExprCode> store = new ArrayList<>();
    for (NamedExpression named : Seqs.<NamedExpression>list(parts.storeProject())) {
      Expression e = Expressions.unaliased(named);
      ExprCode code = CodeParts.overRow(context, e, storeColumns, found);
      store.add(
          nullable ? CodeParts.nullUnless(context, found + " != null", code, e.dataType()) : code);
    }
    return parts.inOrder(probe, store);
  }

  private String exists(String found, List<ExprCode> probe) {
    ExprCode exists = CodeParts.flag(context, found + " != null");
    return consume(parts.inOrder(probe, List.of(exists)));
  }

  private String consume(List<ExprCode> output) {
    return "%s.add(1);\n%s"
        .formatted(
            join.metricTerm(context, "numOutputRows"),
            join.consume(context, Seqs.of(output), null));
  }

  private static String when(String condition, String code) {
    return "if (%s) {\n%s}\n".formatted(condition, code);
  }
}
