/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTargetsTest {
  @Test
  void holdsWhatWasMeasuredAgainstWhatWasAsked() {
    String targets =
        markdown(
            run(JoinCase.BASE, JoinVariant.LOOKUP, 4),
            run(JoinCase.BASE, JoinVariant.BROADCAST, 20),
            run(JoinCase.BASE, JoinVariant.SORT_MERGE, 20),
            run(JoinCase.HALF_HIT, JoinVariant.LOOKUP, 4),
            run(JoinCase.TENTH_OF_FACTS, JoinVariant.LOOKUP, 0.5));
    assertThat(targets.lines())
        .containsSequence(
            "| base q1 lookup ÷ base q1 broadcast | ≤ 0.25 | 0.20 | met |",
            "| base q1 lookup ÷ base q1 sort-merge | ≤ 0.17 | 0.20 | **missed** |",
            "| peak heap of base q1 lookup, MB | ≤ 600.00 | 700.00 | **missed** |",
            "| shuffled by base q1 lookup, MB | ≤ 0.10 | 0.00 | met |",
            "| base q1 lookup ÷ tenth-of-facts q1 lookup | ≥ 9.00 | 8.00 | **missed** |",
            "| base q1 lookup ÷ tenth-of-facts q1 lookup | ≤ 11.00 | 8.00 | met |",
            "| half-hit q1 lookup ÷ base q1 lookup | ≤ 1.00 | 1.00 | met |");
  }

  @Test
  void asksNothingOfWhatWasNotMeasured() {
    assertThat(markdown(run(JoinCase.BASE, JoinVariant.SCAN, 1))).isEmpty();
  }

  private static String markdown(Measurement... runs) {
    return new JoinTargets(Medians.of(List.of(runs))).markdown();
  }

  private static Measurement run(JoinCase of, JoinVariant variant, double seconds) {
    return new Measurement(
        new Subject(of, JoinQuery.Q1, variant), 1, seconds, 0, 700_000_000, 0, 1_000, 0);
  }
}
