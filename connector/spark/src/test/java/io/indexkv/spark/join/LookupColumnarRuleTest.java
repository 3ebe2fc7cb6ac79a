/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.compat.Seqs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.CoalesceExec;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Other extensions may run the columnar rules again, over a plan that these rules have changed. */
class LookupColumnarRuleTest {
  private static final String SQL =
      "select f.a, f.k, d.l1 from (select amount * 2 as a, key as k from facts_bigint"
          + " where qty < 5) f left join store_bigint d on f.k = d.key";

  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @Test
  void aSecondRunChangesNothing() {
    LookupJoinExec join = join();

    assertThat(LookupColumnarRule.applied(join)).isSameAs(join);
  }

  @Test
  void takesAwayASecondTransitionToRows() {
    LookupJoinExec join = join();
    SparkPlan between = join.withNewChildInternal(new ColumnarToRowExec(join.child()));

    assertThat(LookupColumnarRule.applied(between)).isEqualTo(join);
  }

  @Test
  void givesItsFiltersBackIfItsColumnsHaveBecomeRows() {
    LookupJoinExec join = join();
    SparkPlan rows = new CoalesceExec(1, new ColumnarToRowExec(join.child()));

    SparkPlan again = LookupColumnarRule.applied(join.withNewChildInternal(rows));

    assertThat(again).isInstanceOf(LookupJoinExec.class);
    assertThat(((LookupJoinExec) again).parts().hasAbsorbed()).isFalse();
    assertThat(again.output()).isEqualTo(join.output());
    assertThat(rows(again)).isEqualTo(rows(join)).hasSizeGreaterThan(100);
    assertThat(LookupColumnarRule.applied(again)).isSameAs(again);
  }

  /** A join that has absorbed filters and a projection. */
  private static LookupJoinExec join() {
    Map<String, String> settings =
        Map.of(
            "spark.indexkv.join.mode", "require",
            "spark.sql.adaptive.enabled", "false");
    return Queries.with(
        settings,
        () -> {
          Dataset<Row> query = LocalSpark.session().sql(SQL);
          LookupJoinExec join = find(Queries.plan(query));
          assertThat(join.overColumns()).isTrue();
          assertThat(join.parts().probeFilters().nonEmpty()).isTrue();
          assertThat(join.parts().probeProject().nonEmpty()).isTrue();
          return join;
        });
  }

  private static LookupJoinExec find(SparkPlan plan) {
    return plan instanceof LookupJoinExec join
        ? join
        : find(Seqs.<SparkPlan>list(plan.children()).get(0));
  }

  private static List<String> rows(SparkPlan plan) {
    return Arrays.stream(plan.executeCollect()).map(InternalRow::toString).sorted().toList();
  }
}
