/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.Function1;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a scan of all columns give the stored rows as they are, where an operator takes rows: an
 * exchange, a write, or the end of the query. Otherwise the scan would take the rows apart, and
 * Spark would put them together again.
 */
final class WholeRowRule extends ColumnarRule {

  @Override
  public Rule<SparkPlan> preColumnarTransitions() {
    return new Rule<>() {
      @Override
      public SparkPlan apply(SparkPlan plan) {
        return asRows(plan.transformUp(BELOW));
      }
    };
  }

  private static final PartialFunction<SparkPlan, SparkPlan> BELOW =
      new AbstractPartialFunction<>() {
        @Override
        public boolean isDefinedAt(SparkPlan plan) {
          return takesRows(plan);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <A extends SparkPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
          return takesRows(plan) ? (B) belowRows(plan) : otherwise.apply(plan);
        }
      };

  /** False for an operator whose generated code reads columns, or which takes batches. */
  private static boolean takesRows(SparkPlan plan) {
    return plan.children().nonEmpty()
        && !(plan instanceof CodegenSupport)
        && !(plan instanceof LookupJoinExec)
        && !plan.supportsColumnar();
  }

  private static SparkPlan belowRows(SparkPlan plan) {
    List<SparkPlan> children = new ArrayList<>();
    Seqs.<SparkPlan>list(plan.children()).forEach(child -> children.add(asRows(child)));
    return plan.withNewChildren(Seqs.of(children));
  }

  private static SparkPlan asRows(SparkPlan plan) {
    if (!(plan instanceof BatchScanExec scan) || !(scan.scan() instanceof StoreBacked backed)) {
      return plan;
    }
    return backed.asRows().map(rows -> withScan(scan, rows)).orElse(plan);
  }

  /** A copy with another scan. The other arguments of the operator differ between Sparks. */
  private static SparkPlan withScan(BatchScanExec plan, Scan scan) {
    Object[] arguments = new Object[plan.productArity()];
    for (int i = 0; i < arguments.length; i++) {
      Object argument = plan.productElement(i);
      arguments[i] = argument == plan.scan() ? scan : argument;
    }
    return plan.makeCopy(arguments);
  }
}
