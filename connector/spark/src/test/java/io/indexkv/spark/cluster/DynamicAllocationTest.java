/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors come and go between the joins of an application. */
@Tag("cluster")
class DynamicAllocationTest {
  private final StandaloneCluster cluster = SharedCluster.get();

  @TempDir Path directory;

  @Test
  void joinsRunInExecutorsThatComeWhenAllBeforeHaveGone() throws IOException {
    Marks marks = Marks.in(directory.resolve("marks"));
    try (SparkSession spark =
        cluster
            .application("dynamic")
            .config("spark.dynamicAllocation.enabled", "true")
            .config("spark.dynamicAllocation.shuffleTracking.enabled", "true")
            .config("spark.dynamicAllocation.shuffleTracking.timeout", "1s")
            .config("spark.dynamicAllocation.executorIdleTimeout", "1s")
            .getOrCreate()) {
      ClusterTables tables = ClusterTables.write(spark, directory, "");
      spark.udf().register("meet", new Meeting(marks), DataTypes.LongType);

      List<Row> rows = tables.join("meet").collectAsList();
      Set<Long> executors = Set.copyOf(marks.signers(Meeting.MET));
      assertThat(executors).hasSizeGreaterThan(1);
      Await.condition(
          "the end of idle executors",
          cluster::logs,
          () -> executors.stream().noneMatch(DynamicAllocationTest::isAlive));
      List<Row> again = tables.join("meet").collectAsList();

      Set<Long> later = new HashSet<>(marks.signers(Meeting.MET));
      later.removeAll(executors);
      assertThat(later).as("executors of the second join").isNotEmpty();
      tables.check(rows);
      tables.check(again);
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }
}
