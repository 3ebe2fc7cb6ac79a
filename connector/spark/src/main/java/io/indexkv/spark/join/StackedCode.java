/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;

/**
 * Generated code of a lookup join above another. It takes rows one by one. Their keys were already
 * looked up with the batch that the rows come from.
 */
final class StackedCode {
  private final LookupJoinExec join;
  private final CodegenContext context;

  StackedCode(LookupJoinExec join, CodegenContext context) {
    this.join = join;
    this.context = context;
  }

  /**
   * @param probe variable of the probe with the row's result; null if Spark has put other code
   *     between the joins after all
   * @param input variables of the probe side
   */
  String consume(String probe, List<ExprCode> input) {
    MatchCode match = new MatchCode(join, context);
    StringBuilder code = new StringBuilder();
    String known = probe;
    if (probe == null) {
      known = ProbeCode.probe(context, join.batchSpec());
      code.append(lookUp(known, match, input));
    }
    String found = context.freshName("found");
    code.append(
        "UnsafeRow %s = %s.match(%s);\n"
            .formatted(found, known, ProbeCode.storeRow(context, join.parts())));
    return code.append(match.code(found, input)).toString();
  }

  /** Looks the key up alone, as a batch of one row: slow, but correct. */
  private String lookUp(String probe, MatchCode match, List<ExprCode> input) {
    List<Expression> keys = Seqs.list(join.parts().probeKeys());
    return CodeTemplate.of(
            """
            {probe}.enter();
            {probe}.begin();
            {addKey}
            {probe}.find();
            {drop}
            {probe}.spread(1);
            {probe}.seek(0);
            """)
        .with("probe", probe)
        .with("addKey", KeyCode.addRow(context, probe, "0", keys, join.probeColumns(), input))
        .with("drop", match.drop(probe))
        .text();
  }
}
