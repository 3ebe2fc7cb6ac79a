/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.SurvivingRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;

/**
 * Generated code that looks up the keys of the joins above the lowest one, for each slice of a
 * batch ({@link StackedKey}). It goes join by join. Each join looks up only rows that the joins
 * below have kept.
 */
final class StackedLookups {
  private final CodegenContext context;
  private final LookupJoinExec lowest;
  private final String lowestProbe;

  /** Variable of the {@link SurvivingRows}; null if there are no joins above the lowest. */
  private final String selection;

  /** The columns of the lowest join's child; {@code vectors} has the variables of their vectors. */
  private final List<Attribute> columns;

  private final List<String> vectors;

  /** Variables of the probes of the joins above, in the order of the joins. */
  private final Map<LookupJoinExec, String> probes = new LinkedHashMap<>();

  StackedLookups(
      CodegenContext context, LookupJoinExec lowest, String lowestProbe, List<String> vectors) {
    this.context = context;
    this.lowest = lowest;
    this.lowestProbe = lowestProbe;
    this.vectors = vectors;
    columns = Seqs.list(lowest.child().output());
    for (LookupJoinExec above : StackedKey.above(lowest)) {
      String probe = ProbeCode.probe(context, above.batchSpec());
      above.lookedUpIn(probe);
      probes.put(above, probe);
    }
    String type = SurvivingRows.class.getName();
    selection =
        probes.isEmpty()
            ? null
            : ProbeCode.state(context, type, "selection", v -> "%s = new %s();".formatted(v, type));
  }

  /** Code that calls a method of each of the probes. */
  String each(String call) {
    return probes.values().stream()
        .map(probe -> "%s.%s;\n".formatted(probe, call))
        .collect(Collectors.joining());
  }

  /**
   * Code that looks up the keys of the joins above, for the rows left in the lowest join's probe.
   */
  String lookUp() {
    if (probes.isEmpty()) {
      return "";
    }
    StringBuilder code = new StringBuilder("%s.all(%s);\n".formatted(selection, lowestProbe));
    probes.keySet().forEach(join -> code.append(function(join)).append("();\n"));
    return code.toString();
  }

  /**
   * Adds a function for one join and returns its name. Each join has its own, so that no function
   * is too long for the JIT compiler.
   */
  private String function(LookupJoinExec join) {
    String probe = probes.get(join);
    String name = context.freshName("lookUp");
    return context.addNewFunction(
        name,
        CodeTemplate.of(
                """
            private void {lookUp}() throws java.io.IOException {
              {probe}.begin();
              {addKeys}
              {probe}.find();
              {drop}
              {selection}.keep({probe});
              {probe}.spread({lowestProbe}.count());
            }
            """)
            .with("lookUp", name)
            .with("probe", probe)
            .with("addKeys", addKeys(join, probe))
            .with("drop", new MatchCode(join, context).drop(probe))
            .with("selection", selection)
            .with("lowestProbe", lowestProbe)
            .text(),
        false);
  }

  private String addKeys(LookupJoinExec join, String probe) {
    List<StackedKey.Column> keys = join.stackedKey().orElseThrow().columns();
    String s = context.freshName("s");
    String i = context.freshName("i");
    String row = context.freshName("row");
    Map<LookupJoinExec, String> found = new LinkedHashMap<>();
    StringBuilder code = new StringBuilder();
    for (StackedKey.Column key : keys) {
      if (key.join() != null && !found.containsKey(key.join())) {
        String variable = context.freshName("found");
        found.put(key.join(), variable);
        code.append(
            "UnsafeRow %s = %s.match(%s, %s);\n"
                .formatted(
                    variable,
                    key.join() == lowest ? lowestProbe : probes.get(key.join()),
                    i,
                    ProbeCode.storeRow(context, key.join().parts())));
      }
    }
    List<ExprCode> values = new ArrayList<>();
    for (StackedKey.Column key : keys) {
      values.add(
          key.join() == null
              ? column(key.attribute(), row)
              : stored(key.join(), key.attribute(), found.get(key.join())));
    }
    code.append(KeyCode.addRow(probe, i, values));
    return CodeTemplate.of(
            """
            for (int {s} = 0; {s} < {selection}.count(); {s}++) {
              int {i} = {selection}.number({s});
              int {row} = {lowestProbe}.row({i});
              {addKey}
            }
            """)
        .with("s", s)
        .with("i", i)
        .with("row", row)
        .with("selection", selection)
        .with("lowestProbe", lowestProbe)
        .with("addKey", code)
        .text();
  }

  private ExprCode column(Attribute attribute, String row) {
    int ordinal = columns.stream().map(Attribute::exprId).toList().indexOf(attribute.exprId());
    return CodeParts.column(context, columns.get(ordinal), vectors.get(ordinal), row);
  }

  private ExprCode stored(LookupJoinExec join, Attribute attribute, String found) {
    ExprCode read =
        CodeParts.overRow(context, attribute, Seqs.list(join.parts().storeColumns()), found);
    return CodeParts.nullUnless(context, found + " != null", read, attribute.dataType());
  }
}
