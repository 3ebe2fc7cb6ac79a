/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.Seqs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the tasks of a scan open, and where Spark is asked to run them. */
class ScanFilesTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void metricsTellWhichFilesAreReadAndPruned() {
    StoreDirectory store = write(directory.resolve("store").toString());
    int count = store.dataFiles().size();
    assertThat(count).isGreaterThan(3);

    assertThat(metrics(store.read())).containsExactly((long) count, 0L, store.bytes(), 0L);
    assertThat(metrics(store.read().where("k = 700"))).startsWith(1L, count - 1L);
    // two neighbours may be in two files
    for (String filter : List.of("k = 700", "k between 700 and 701", "k in (5, 6)")) {
      List<Long> found = metrics(store.read().where(filter));
      assertThat(found.get(0)).as(filter).isBetween(1L, 2L);
      assertThat(found.get(0) + found.get(1)).as(filter).isEqualTo(count);
      assertThat(found.get(2) + found.get(3)).as(filter).isEqualTo(store.bytes());
      assertThat(found.get(2)).as(filter).isBetween(1L, store.bytes() / 2);
    }
    assertThat(metrics(store.read().where("k < 0"))).startsWith(0L, (long) count);
    assertThat(metrics(store.read().selectExpr("max(k)"))).startsWith(0L, (long) count);
  }

  private static List<Long> metrics(Dataset<Row> query) {
    query.collectAsList();
    SparkPlan scan = scans(query.queryExecution().executedPlan()).findFirst().orElseThrow();
    return Stream.of("filesRead", "filesPruned", "bytesRead", "bytesPruned")
        .map(name -> scan.metrics().apply(name).value())
        .toList();
  }

  private static Stream<SparkPlan> scans(SparkPlan plan) {
    return Stream.concat(
        plan.metrics().contains("filesRead") ? Stream.of(plan) : Stream.of(),
        Seqs.<SparkPlan>list(plan.children()).stream().flatMap(ScanFilesTest::scans));
  }

  @Test
  void tasksAreSentToTheHostsThatStoreTheirFiles() {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    conf.set("fs.placed.impl", PlacedFileSystem.class.getName());
    conf.set("indexkv.commit.single-writer", "true");
    conf.set("indexkv.cache.dir", directory.resolve("cache").toString());
    spark.conf().set("spark.sql.files.maxPartitionBytes", "20k");
    try {
      String store = "placed://" + directory.resolve("placed");
      write(store);
      Dataset<Row> rows = spark.read().format("indexkv").load(store);

      InputPartition[] all = partitions(rows);
      assertThat(all).hasSizeGreaterThan(2);
      assertThat(Arrays.stream(all).map(part -> part.preferredLocations()[0]))
          .allMatch(host -> host.endsWith(".ikv"));
      assertThat(all[0].preferredLocations()).hasSize(2).endsWith("host-of-all");
      int asked = PlacedFileSystem.asked();
      assertThat(partitions(rows)).hasSameSizeAs(all);
      assertThat(PlacedFileSystem.asked()).as("a scan asks once").isEqualTo(asked);
      assertThat(partitions(rows.where("k = 7"))[0].preferredLocations())
          .isEqualTo(all[0].preferredLocations());
      assertThat(rows.count()).isEqualTo(2000);
      assertThat(rows.where("k < 1000").selectExpr("sum(length(v))").first().getLong(0))
          .isEqualTo(90_000);
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
      conf.unset("fs.placed.impl");
      conf.unset("indexkv.commit.single-writer");
      conf.unset("indexkv.cache.dir");
    }
  }

  @Test
  void localFilesHaveNoHosts() {
    StoreDirectory store = write(directory.resolve("store").toString());

    assertThat(partitions(store.read()))
        .isNotEmpty()
        .allMatch(part -> part.preferredLocations().length == 0);
  }

  private static InputPartition[] partitions(Dataset<Row> rows) {
    LogicalPlan plan = rows.queryExecution().optimizedPlan();
    return ((DataSourceV2ScanRelation) plan.collectLeaves().head())
        .scan()
        .toBatch()
        .planInputPartitions();
  }

  /** One task writes, so that the files are the same each time, and all but the last are full. */
  private StoreDirectory write(String location) {
    StoreDirectory store = new StoreDirectory(Path.of(location));
    String tasks = spark.conf().get("spark.sql.shuffle.partitions");
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    try {
      store
          .writer(spark.range(0, 2000, 1, 1).selectExpr("id as k", "repeat('x', 90) as v"), "k")
          .option("targetFileSize", "30k")
          .save(location);
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", tasks);
    }
    return store;
  }
}
