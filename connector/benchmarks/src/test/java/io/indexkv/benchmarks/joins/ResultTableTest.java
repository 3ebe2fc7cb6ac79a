/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void showsMediansOfTheMeasuredRunsAgainstLookup() {
    List<Measurement> runs =
        List.of(
            run(JoinVariant.LOOKUP, 0, 99),
            run(JoinVariant.BROADCAST, 0, 99),
            run(JoinVariant.LOOKUP, 1, 2),
            run(JoinVariant.BROADCAST, 1, 9),
            run(JoinVariant.LOOKUP, 2, 1),
            run(JoinVariant.BROADCAST, 2, 6),
            run(JoinVariant.LOOKUP, 3, 5),
            run(JoinVariant.BROADCAST, 3, 7));
    String table = new ResultTable(Medians.of(runs), JoinOptions.parse()).markdown();
    assertThat(table.lines())
        .contains(
            "| lookup | 2.00 | 1.00–5.00 | 1.00 | 4.0 | 3 | 2 | 0.5 |",
            "**base, q1**: 50,000,000 facts × 10,000,000 long keys, 90 % found; `"
                + JoinQuery.Q1.sql(JoinVariant.LOOKUP)
                + "`",
            "| broadcast | 7.00 | 6.00–9.00 | 3.50 | 14.0 | 3 | 2 | 0.5 |")
        .noneMatch(line -> line.contains("99"));
  }

  private static Measurement run(JoinVariant variant, int run, double seconds) {
    return new Measurement(
        new Subject(JoinCase.BASE, JoinQuery.Q1, variant),
        run,
        seconds,
        2 * seconds,
        3 << 20,
        2 << 20,
        1 << 19,
        0);
  }
}
