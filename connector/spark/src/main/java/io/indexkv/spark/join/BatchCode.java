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
 * Generated code for column batches. It divides a batch into pieces and looks the keys of a piece
 * up together, including the keys of lookup joins above ({@link StackedLookups}). Then it passes on
 * the piece's rows one by one.
 */
final class BatchCode {
  private final LookupJoinExec join;
  private final LookupJoinParts parts;
  private final CodegenContext context;
  private final List<Attribute> columns;

  private final String input;
  private final String batch;

  /** Variable: first row of the batch that is not yet probed. */
  private final String piece;

  /** Variable: first result of the piece that is not yet passed on. */
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
    piece = ProbeCode.state(context, "int", "piece", v -> "");
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
    String nextPiece = nextPiece();
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
            ? CodeTemplate.of(
                    "if (shouldStop()) { {position} = {i} + 1; {probe}.leave({i}); return; }\n")
                .with("position", position)
                .with("i", i)
                .with("probe", probe)
                .text()
            : "";
    return CodeTemplate.of(
            """
            {enter}
            if ({batch} == null) { {nextPiece}(); }
            while ({limitNotReached} {batch} != null) {
              int {count} = {probe}.count();
              for (int {i} = {position}; {i} < {count}; {i}++) {
                int {row} = {probe}.row({i});
                UnsafeRow {found} = {probe}.match({i}, {storeRow});
                {seek}
                {shared}
                {matched}
                {stop}
              }
              {nextPiece}();
            }
            // a limit was reached
            if ({batch} != null) { {batch}.close(); }
            """)
        .with("batch", batch)
        .with("nextPiece", nextPiece)
        .with("limitNotReached", join.limitNotReachedCond())
        .with("count", count)
        .with("probe", probe)
        .with("i", i)
        .with("position", position)
        .with("row", row)
        .with("found", found)
        .with("storeRow", reused)
        .with("shared", projected)
        .with("matched", matched)
        .with("stop", stop)
        .with("seek", stacked.each("seek(" + i + ")"))
        .with("enter", probe + ".enter();\n" + stacked.each("enter()"))
        .text();
  }

  /**
   * Adds a function that probes the next piece, and returns its name. At the end of the input, the
   * function sets the batch to null.
   */
  private String nextPiece() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      code.append(
          "%s = (%s) %s.column(%d);\n"
              .formatted(vectors.get(i), ColumnVector.class.getName(), batch, i));
    }
    String name = context.freshName("nextPiece");
    return context.addNewFunction(
        name,
        CodeTemplate.of(
                """
            private void {nextPiece}() throws java.io.IOException {
              while ({batch} == null || {piece} >= {batch}.numRows()) {
                if ({batch} != null) { {batch}.closeIfFreeable(); }
                if ({ended} || !{input}.hasNext()) {
                  // who asks again after the end asks no child again
                  {ended} = true;
                  {batch} = null;
                  return;
                }
                {batch} = ({batchType}) {input}.next();
                {piece} = 0;
                {vectors}
              }
              {probe}.begin();
              {addKeys}
              {probe}.find();
              {drop}
              {probe}.keep();
              {lookUp}
              {position} = 0;
            }
            """)
            .with("nextPiece", name)
            .with("batch", batch)
            .with("piece", piece)
            .with("input", input)
            .with("batchType", ColumnarBatch.class.getName())
            .with("vectors", code)
            .with("probe", probe)
            .with("addKeys", addKeys())
            .with("drop", match.drop(probe))
            .with("lookUp", stacked.lookUp())
            .with("position", position)
            .with("ended", ended)
            .text(),
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
      return CodeTemplate.of(
              """
              int {to} = Math.min({piece} + {rows}, {batch}.numRows());
              {probe}.addAll({keys}, {piece}, {to});
              {piece} = {to};
              """)
          .with("to", context.freshName("to"))
          .with("piece", piece)
          .with("probe", probe)
          .with("batch", batch)
          .with("keys", KeyCode.vectors(keyVectors))
          .with("rows", Probe.ROWS)
          .text();
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
    return CodeTemplate.of(
            """
            int {row} = {piece};
            for (; {row} < {batch}.numRows() && {probe}.count() < {rows}; {row}++) {
              {addKey}
            }
            {piece} = {row};
            """)
        .with("row", row)
        .with("batch", batch)
        .with("addKey", code)
        .with("piece", piece)
        .with("probe", probe)
        .with("rows", Probe.ROWS)
        .text();
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
