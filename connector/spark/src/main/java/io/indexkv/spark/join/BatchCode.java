/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * Generated code that takes column batches: the keys of a whole batch are looked up together, then
 * its rows are consumed one by one.
 */
final class BatchCode {
  private final LookupJoinExec join;
  private final LookupJoinParts parts;
  private final CodegenContext context;
  private final List<Attribute> columns;

  private final String input;
  private final String batch;
  private final String position;
  private final String probe;
  private final List<String> vectors = new ArrayList<>();

  BatchCode(LookupJoinExec join, CodegenContext context) {
    this.join = join;
    this.context = context;
    parts = join.parts();
    columns = Seqs.list(join.child().output());
    input = state("scala.collection.Iterator", "input", v -> v + " = inputs[0];");
    batch = state(ColumnarBatch.class.getName(), "batch", v -> "");
    position = state("int", "position", v -> "");
    ProbeSpec spec = join.probeSpec();
    String reference = context.addReferenceObj("lookup", spec, ProbeSpec.class.getName());
    boolean strings = spec.keyType().equals(KeyType.STRING);
    Class<?> type = strings ? StringProbe.class : IntegerProbe.class;
    String open = strings ? "openStrings" : "openIntegers";
    probe = state(type.getName(), "probe", v -> v + " = " + reference + "." + open + "();");
    for (int i = 0; i < columns.size(); i++) {
      vectors.add(state(ColumnVector.class.getName(), "vector" + i, v -> ""));
    }
  }

  private String state(String type, String name, scala.Function1<String, String> init) {
    return context.addMutableState(type, name, init, true, true);
  }

  String produce() {
    String nextBatch = nextBatch();
    String reused =
        state(
            "UnsafeRow",
            "storeRow",
            v -> v + " = new UnsafeRow(" + parts.storeColumns().size() + ");");
    String i = context.freshName("i");
    String count = context.freshName("count");
    String row = context.freshName("row");
    String found = context.freshName("found");
    List<ExprCode> read = CodeParts.columns(context, columns, vectors, row);
    String projected = evaluateShared(read);
    List<ExprCode> output = project(read);
    String match = new MatchCode(join, context).code(found, output);
    String stop =
        join.parent().needStopCheck()
            ? "if (shouldStop()) { %s = %s + 1; return; }\n".formatted(position, i)
            : "";
    return """
        if (%1$s == null) { %2$s(); }
        while (%3$s %1$s != null) {
          int %4$s = %5$s.count();
          for (int %6$s = %7$s; %6$s < %4$s; %6$s++) {
            int %8$s = %5$s.row(%6$s);
            UnsafeRow %9$s = %5$s.match(%6$s, %10$s);
            %11$s
            %12$s
            %13$s
          }
          %1$s = null;
          %2$s();
        }
        """
        .formatted(
            batch,
            nextBatch,
            join.limitNotReachedCond(),
            count,
            probe,
            i,
            position,
            row,
            found,
            reused,
            projected,
            match,
            stop);
  }

  /** The name of a function that gets the next batch and probes it. */
  private String nextBatch() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      code.append(
          "    %s = (%s) %s.column(%d);\n"
              .formatted(vectors.get(i), ColumnVector.class.getName(), batch, i));
    }
    String name = context.freshName("nextBatch");
    return context.addNewFunction(
        name,
        """
        private void %1$s() throws java.io.IOException {
          if (%2$s.hasNext()) {
            %3$s = (%4$s) %2$s.next();
            %5$s = 0;
            %6$s
            %7$s.begin(%3$s.numRows());
            %8$s
            %7$s.find();
          }
        }
        """
            .formatted(
                name,
                input,
                batch,
                ColumnarBatch.class.getName(),
                position,
                code,
                probe,
                addKeys()),
        false);
  }

  /** Code that adds the keys of the batch to the probe: a whole vector, or row by row. */
  private String addKeys() {
    Expression key = Expressions.substitute(parts.probeKey(), definitions());
    List<Expression> filters = Seqs.list(parts.probeFilters());
    if (filters.isEmpty() && Expressions.bind(key, columns) instanceof BoundReference column) {
      return "%s.addAll(%s, %s.numRows());".formatted(probe, vectors.get(column.ordinal()), batch);
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
    code.append(evaluate(read, Seqs.references(List.of(key))));
    ExprCode value = CodeParts.overVariables(context, key, columns, read);
    return """
        for (int %1$s = 0; %1$s < %2$s.numRows(); %1$s++) {
          %3$s
          %4$s
          if (%5$s) { %6$s.addAbsent(%1$s); } else { %6$s.add(%1$s, %7$s); }
        }
        """
        .formatted(row, batch, code, value.code(), value.isNull(), probe, value.value());
  }

  private String evaluate(List<ExprCode> read, AttributeSet required) {
    return join.evaluateRequiredVariables(Seqs.of(columns), Seqs.of(read), required);
  }

  /** Evaluates what the projection uses more than once; the rest is read where it is used. */
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

  private Map<ExprId, Expression> definitions() {
    Map<ExprId, Expression> out = new HashMap<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.probeProject())) {
      out.put(e.exprId(), Expressions.unaliased(e));
    }
    return out;
  }
}
