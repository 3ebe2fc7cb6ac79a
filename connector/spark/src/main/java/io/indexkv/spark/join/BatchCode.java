/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.probe.Probe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Generated code for column batches. It divides a batch into slices and looks the keys of a slice
 * up together, including the keys of lookup joins above ({@link StackedLookups}). Then it passes on
 * the slice's rows one by one.
 */
final class BatchCode {
  private final LookupJoinExec join;
  private final LookupJoinParts parts;
  private final CodegenContext context;
  private final List<Attribute> columns;

  private final String input;
  private final String batch;

  /** Variable: first row of the batch that is not yet probed. */
  private final String slice;

  /** Variable: first result of the slice that is not yet passed on. */
  private final String position;

  /** Variable: true after the child reported its end. */
  private final String ended;

  private final String probe;
  private final List<String> vectors = new ArrayList<>();

  /** Lookups for the joins above this one. */
  private final StackedLookups stacked;

  private final MatchCode match;

  BatchCode(LookupJoinExec join, CodegenContext context) {
    this.join = join;
    this.context = context;
    parts = join.parts();
    columns = Seqs.list(join.child().output());
    input =
        ProbeCode.state(context, "scala.collection.Iterator", "input", v -> v + " = inputs[0];");
    batch = ProbeCode.state(context, ColumnarBatch.class.getName(), "batch", v -> "");
    slice = ProbeCode.state(context, "int", "slice", v -> "");
    position = ProbeCode.state(context, "int", "position", v -> "");
    ended = ProbeCode.state(context, "boolean", "ended", v -> "");
    probe = ProbeCode.probe(context, join.batchSpec());
    for (int i = 0; i < columns.size(); i++) {
      vectors.add(ProbeCode.state(context, ColumnVector.class.getName(), "vector" + i, v -> ""));
    }
    stacked = new StackedLookups(context, join, probe, vectors);
    match = new MatchCode(join, context);
  }

  String produce() {
    String nextSlice = nextSlice();
    String reused = ProbeCode.storeRow(context, parts);
    String i = context.freshName("i");
    String count = context.freshName("count");
    String row = context.freshName("row");
    String found = context.freshName("found");
    List<ExprCode> read = CodeParts.columns(context, columns, vectors, row);
    String projected = evaluateShared(read);
    List<ExprCode> output = project(read);
    String matched = match.code(found, output);
    String stop =
        join.parent().needStopCheck()
            ? "if (shouldStop()) { %1$s = %2$s + 1; %3$s.leave(%2$s); return; }\n"
                .formatted(position, i, probe)
            : "";
    return """
        %15$s
        if (%1$s == null) { %2$s(); }
        while (%3$s %1$s != null) {
          int %4$s = %5$s.count();
          for (int %6$s = %7$s; %6$s < %4$s; %6$s++) {
            int %8$s = %5$s.row(%6$s);
            UnsafeRow %9$s = %5$s.match(%6$s, %10$s);
            %14$s
            %11$s
            %12$s
            %13$s
          }
          %2$s();
        }
        // a limit was reached
        if (%1$s != null) { %1$s.close(); }
        """
        .formatted(
            batch,
            nextSlice,
            join.limitNotReachedCond(),
            count,
            probe,
            i,
            position,
            row,
            found,
            reused,
            projected,
            matched,
            stop,
            stacked.each("seek(" + i + ")"),
            probe + ".enter();\n" + stacked.each("enter()"));
  }

  /**
   * Adds a function that probes the next slice, and returns its name. At the end of the input, the
   * function sets the batch to null.
   */
  private String nextSlice() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      code.append(
          "%s = (%s) %s.column(%d);\n"
              .formatted(vectors.get(i), ColumnVector.class.getName(), batch, i));
    }
    String name = context.freshName("nextSlice");
    return context.addNewFunction(
        name,
        """
        private void %1$s() throws java.io.IOException {
          while (%2$s == null || %3$s >= %2$s.numRows()) {
            if (%2$s != null) { %2$s.closeIfFreeable(); }
            if (%12$s || !%4$s.hasNext()) {
              // after the end, the child is not asked again
              %12$s = true;
              %2$s = null;
              return;
            }
            %2$s = (%5$s) %4$s.next();
            %3$s = 0;
            %6$s
          }
          %7$s.begin();
          %8$s
          %7$s.find();
          %9$s
          %7$s.keep();
          %10$s
          %11$s = 0;
        }
        """
            .formatted(
                name,
                batch,
                slice,
                input,
                ColumnarBatch.class.getName(),
                code,
                probe,
                addKeys(),
                match.drop(probe),
                stacked.lookUp(),
                position,
                ended),
        false);
  }

  /** Code that adds the keys of the batch to the probe: a whole vector, or row by row. */
  private String addKeys() {
    List<Expression> keys = new ArrayList<>();
    for (Expression key : Seqs.<Expression>list(parts.probeKeys())) {
      keys.add(Expressions.substitute(key, parts.probeDefinitions()));
    }
    List<Expression> filters = Seqs.list(parts.probeFilters());
    List<String> keyVectors = keyVectors(keys);
    if (filters.isEmpty() && keyVectors.size() == keys.size()) {
      return """
          int %1$s = Math.min(%2$s + %6$d, %4$s.numRows());
          %3$s.addAll(%5$s, %2$s, %1$s);
          %2$s = %1$s;
          """
          .formatted(
              context.freshName("to"),
              slice,
              probe,
              batch,
              KeyCode.vectors(keyVectors),
              Probe.ROWS);
    }
    String row = context.freshName("row");
    List<ExprCode> read = CodeParts.columns(context, columns, vectors, row);
    StringBuilder code = new StringBuilder();
    for (Expression filter : filters) {
      code.append(evaluate(read, Seqs.references(List.of(filter))));
      ExprCode holds = CodeParts.overVariables(context, filter, columns, read);
      code.append(
          "%s\nif (!(%s)) { continue; }\n".formatted(holds.code(), CodeParts.isTrue(holds)));
    }
    code.append(evaluate(read, Seqs.references(keys)));
    code.append(KeyCode.addRow(context, probe, row, keys, columns, read));
    return """
        int %1$s = %4$s;
        for (; %1$s < %2$s.numRows() && %5$s.count() < %6$d; %1$s++) {
          %3$s
        }
        %4$s = %1$s;
        """
        .formatted(row, batch, code, slice, probe, Probe.ROWS);
  }

  /**
   * Variables of the vectors with the keys; fewer than {@code keys} if a key is not a column of the
   * batch.
   */
  private List<String> keyVectors(List<Expression> keys) {
    List<String> out = new ArrayList<>();
    for (Expression key : keys) {
      if (Expressions.bind(key, columns) instanceof BoundReference column) {
        out.add(vectors.get(column.ordinal()));
      }
    }
    return out;
  }

  private String evaluate(List<ExprCode> read, AttributeSet required) {
    return join.evaluateRequiredVariables(Seqs.of(columns), Seqs.of(read), required);
  }

  /**
   * Evaluates shared values, which the projection uses more than once. Other values are read where
   * they are used.
   */
  private String evaluateShared(List<ExprCode> read) {
    Set<ExprId> seen = new HashSet<>();
    List<Expression> shared = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.probeProject())) {
      for (Attribute a : attributesIn((Expression) e)) {
        if (!seen.add(a.exprId())) {
          shared.add(a);
        }
      }
    }
    return evaluate(read, Seqs.references(shared));
  }

  private static List<Attribute> attributesIn(Expression e) {
    List<Attribute> out = new ArrayList<>();
    e.foreach(
        x -> {
          if (x instanceof Attribute a) {
            out.add(a);
          }
          return scala.runtime.BoxedUnit.UNIT;
        });
    return out;
  }

  private List<ExprCode> project(List<ExprCode> read) {
    if (parts.probeProject().isEmpty()) {
      return read;
    }
    List<ExprCode> out = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.probeProject())) {
      out.add(CodeParts.overVariables(context, Expressions.unaliased(e), columns, read));
    }
    return out;
  }
}
