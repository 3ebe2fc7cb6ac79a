/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinRunsTest {
  @TempDir Path directory;

  @Test
  void measuresEveryVariantOnSmallData() throws Exception {
    JoinBenchmark.main(
        new RunDirectory(directory).arguments("--facts", "2000", "--keys", "500", "--runs", "1"));
    Path results = new RunDirectory(directory).results();
    int rounds = 2; // the warm-up and one measured run
    assertThat(Files.readAllLines(results.resolve("raw.csv")))
        .hasSize(1 + rounds * JoinQuery.values().length * JoinVariant.values().length);
    assertThat(results.resolve("README.md")).content().contains("| lookup |", "--facts 2000");
    assertThat(results.resolve("plans.txt"))
        .content()
        .contains("LookupJoin", "SortMergeJoin", "ShuffledHashJoin", "BroadcastHashJoin")
        .doesNotContain(directory.toString());
  }

  @Test
  void refusesAPlanThatIsNotTheVariants() {
    String plan =
        """
        AdaptiveSparkPlan isFinalPlan=true
        +- == Final Plan ==
           *(3) BroadcastHashJoin [key#1L], [key#2L], Inner, BuildRight, false
           :- *(1) Scan
           +- BroadcastQueryStage 0
        +- == Initial Plan ==
           SortMergeJoin [key#1L], [key#2L], Inner
        """;
    JoinVariant.BROADCAST.check(plan);
    for (JoinVariant other : JoinVariant.values()) {
      if (other != JoinVariant.BROADCAST) {
        assertThatIllegalStateException()
            .isThrownBy(() -> other.check(plan))
            .withMessageContaining("found [BroadcastHashJoin]");
      }
    }
  }

  @Test
  void refusesDifferentResults() {
    SameResults results = new SameResults(JoinQuery.Q1);
    results.add(JoinVariant.SCAN, List.of(RowFactory.create(7L)));
    results.add(JoinVariant.LOOKUP, List.of(RowFactory.create(1L, 2L)));
    results.add(JoinVariant.BROADCAST, List.of(RowFactory.create(1L, 2L)));
    assertThatIllegalStateException()
        .isThrownBy(() -> results.add(JoinVariant.SORT_MERGE, List.of(RowFactory.create(1L, 3L))))
        .withMessage("q1: sort-merge gives [[1,3]], but lookup gives [[1,2]]");
  }
}
