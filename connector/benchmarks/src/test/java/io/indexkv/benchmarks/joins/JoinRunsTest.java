/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.benchmarks.Arguments;
import io.indexkv.benchmarks.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class JoinRunsTest {
  @TempDir Path directory;

  @Test
  void measuresEveryVariantOnDataThatIsKept() throws Exception {
    run("--facts", "2000", "--keys", "500", "--runs", "0");
    List<String> tables = tables();
    run("--facts", "2000", "--keys", "500", "--runs", "1", "--queries", "q2");
    Path results = results();
    assertThat(tables()).isEqualTo(tables);
    int rounds = 2; // the warm-up and one measured run
    assertThat(Files.readAllLines(results.resolve("raw.csv")))
        .hasSize(1 + rounds * JoinVariant.values().length);
    assertThat(results.resolve("README.md"))
        .content()
        .contains("| lookup |", "--facts 2000", "| base q2 lookup ÷ base q2 broadcast | ≤ 0.33 |");
    assertThat(results.resolve("plans.txt"))
        .content()
        .contains("LookupJoin", "SortMergeJoin", "ShuffledHashJoin", "BroadcastHashJoin")
        .doesNotContain(directory.toString());
  }

  @Test
  void measuresTheProbeOfEveryCase() throws Exception {
    String cases = Arguments.list(List.of(JoinCase.values()));
    run(
        "--facts",
        "20000",
        "--keys",
        "500",
        "--runs",
        "1",
        "--cases",
        cases,
        "--queries",
        "q1",
        "--variants",
        "lookup");
    assertThat(results().resolve("README.md"))
        .content()
        .contains(
            "**half-hit, q1**: 20,000 facts × 500 long keys, 50 % found",
            "**string-keys, q1**: 20,000 facts × 500 string keys, 90 % found",
            "| ten-times-keys q1 lookup ÷ base q1 lookup | ≤ 1.50 |",
            "| base q1 lookup ÷ tenth-of-facts q1 lookup | ≥ 9.00 |");
  }

  private void run(String... options) throws IOException {
    JoinBenchmark.main(new RunDirectory(directory).arguments(options));
  }

  private Path results() throws IOException {
    return new RunDirectory(directory).results();
  }

  /** The Parquet files, whose names are random, of the kept tables. */
  private List<String> tables() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".parquet")).sorted().toList();
    }
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
  void refusesAShuffleAndASortOfBucketedTables() {
    String join = "*(5) SortMergeJoin [key#1L], [key#2L], Inner\n";
    JoinVariant.BUCKETED_SORT_MERGE.check(join + ":- *(1) Scan\n+- Exchange SinglePartition\n");
    for (String needless :
        List.of(":- *(2) Sort [key#1L ASC], false", "   +- Exchange hashpartitioning(key#1L, 8)")) {
      JoinVariant.SORT_MERGE.check(join + needless);
      assertThatIllegalStateException()
          .isThrownBy(() -> JoinVariant.BUCKETED_SORT_MERGE.check(join + needless))
          .withMessageContaining("expected [SortMergeJoin]");
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
