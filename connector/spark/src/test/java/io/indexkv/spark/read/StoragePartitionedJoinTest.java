/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.JoinMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportPartitioning;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Joins, groups and windows of stores are the same, whatever Spark does for partitioned sources.
 */
class StoragePartitionedJoinTest {
  private static final String BUCKETING = "spark.sql.sources.v2.bucketing.";

  /** Each of these has given wrong rows with some source on some Spark. */
  private static final List<String> SETTINGS =
      List.of(
          BUCKETING + "enabled",
          BUCKETING + "pushPartValues.enabled",
          BUCKETING + "partiallyClusteredDistribution.enabled",
          BUCKETING + "allowJoinKeysSubsetOfPartitionKeys.enabled",
          BUCKETING + "allowCompatibleTransforms.enabled",
          BUCKETING + "shuffle.enabled",
          BUCKETING + "sorting.enabled",
          BUCKETING + "partition.filter.enabled");

  private static final String CLUSTER_KEYS = "spark.sql.requireAllClusterKeysForCoPartition";

  /** With these settings, Spark finds a partition skewed if it has a few kilobytes. */
  private static final Map<String, String> SKEW =
      Map.of(
          "spark.sql.adaptive.advisoryPartitionSizeInBytes", "4k",
          "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "8k",
          "spark.sql.adaptive.skewJoin.skewedPartitionFactor", "1.2");

  private static final String BROADCAST = "spark.sql.autoBroadcastJoinThreshold";

  private static final String PRUNED =
      "select /*+ BROADCAST(d) */ x.v, y.v from one x join other y using (a, b)"
          + " join (select k from facts where b = 3) d on a = d.k";

  private static final String SKEWED =
      "select x.v, y.v, s.w from one x join other y using (a, b) join skewed s on x.v = s.k";

  private static final List<String> QUERIES =
      List.of(
          "select * from one join other using (a, b)",
          "select * from one full join other using (a, b)",
          "select one.v, other.v from one left join other on one.a = other.a and one.b = other.b",
          "select one.a, count(*) from one join other on one.a = other.a group by one.a",
          "select x.v, y.v, z.v from one x left join other y using (a, b)"
              + " left join one z on y.a = z.a and y.b = z.b",
          "select a, sum(v) from one group by a",
          "select a, b, sum(v) from (select * from one union all select * from other)"
              + " group by a, b",
          "select a, b, sum(v) over (partition by a) from one",
          "select a, b, row_number() over (partition by a order by b desc) from other",
          "select * from one where a in (select a from other where b = 3)",
          "select * from one x join other y on x.a = y.a and x.b = y.b and x.b = 2",
          "select f.k, x.v, y.v from facts f left join one x on f.k = x.a and f.b = x.b"
              + " left join other y on f.k = y.a and f.b = y.b",
          // types and scales of the keys differ, and the files begin at other keys
          "select * from one full join numbers n on one.a = n.a and one.b = n.b",
          "select * from numbers n join prices p on n.a = p.a and n.b = p.b",
          // one side has no files
          "select * from one full join nothing n on one.a = n.a and one.b = n.b",
          // the other side prunes one of the scans while the query runs
          PRUNED,
          // a partition of a shuffle has most rows
          SKEWED);

  private static final SparkSession SPARK = LocalSpark.session().newSession();

  @TempDir static Path directory;

  @BeforeAll
  static void write() {
    SPARK.conf().set(JoinMode.OPTION, "off");
    SPARK.conf().set(BROADCAST, "-1");
    SKEW.forEach(SPARK.conf()::set);
    // several tasks read each store, some of them several files
    SPARK.conf().set("spark.sql.files.openCostInBytes", "1k");
    SPARK.conf().set("spark.sql.files.maxPartitionBytes", "30k");
    view("one", SPARK.range(0, 3000).selectExpr("id div 8 as a", "int(id % 8) as b", "id as v"));
    StoreDirectory other =
        view(
            "other",
            SPARK.range(1500, 5000).selectExpr("id div 8 as a", "int(id % 8) as b", "-id v"));
    other
        .writer(
            SPARK
                .range(1600, 5200, 7)
                .selectExpr("id div 8 as a", "int(id % 8) as b", "0L v", "id % 3 = 0 as gone"),
            "a,b")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(other.toString());
    read("other", other);
    view(
        "numbers",
        SPARK
            .range(800, 2000)
            .selectExpr("int(id div 8) as a", "cast(id % 8 as decimal(9, 2)) as b", "id as v"));
    view(
        "prices",
        SPARK
            .range(1000, 2400)
            .selectExpr("id div 8 as a", "cast(id % 8 as decimal(12, 4)) as b", "id as v"));
    view("nothing", SPARK.range(0).selectExpr("id as a", "int(id) as b", "id as v"));
    SPARK
        .range(4000)
        .selectExpr("if(id % 50 = 0, id, 1777) as k", "id as w")
        .createOrReplaceTempView("skewed");
    // beyond the first and last key of the store, too
    SPARK
        .range(-200, 600)
        .selectExpr("id as k", "int(pmod(id, 8)) as b")
        .createOrReplaceTempView("facts");
  }

  private static StoreDirectory view(String name, Dataset<Row> rows) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    store
        .writer(rows, "a,b")
        .option("targetFileSize", "16k")
        .mode("overwrite")
        .save(store.toString());
    read(name, store);
    return store;
  }

  private static void read(String name, StoreDirectory store) {
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView(name);
  }

  @AfterEach
  void unset() {
    SETTINGS.forEach(SPARK.conf()::unset);
    SPARK.conf().unset(CLUSTER_KEYS);
  }

  @Test
  @Tag("versions")
  @Tag("few")
  void rowsAreThoseWithBucketingOff() {
    for (String query : QUERIES) {
      set(false);
      List<String> expected = rows(query);
      set(true);
      assertThat(rows(query)).as(query).isEqualTo(expected).isNotEmpty();
    }
  }

  /** Otherwise the queries would say little. */
  @Test
  void severalTasksReadAStoreAScanIsPrunedAndAJoinIsSkewed() {
    set(true);
    for (String store : List.of("one", "other", "numbers", "prices")) {
      assertThat(SPARK.table(store).rdd().getNumPartitions()).as(store).isGreaterThan(1);
    }
    Dataset<Row> pruned = SPARK.sql(PRUNED);
    pruned.collectAsList();
    assertThat(plan(pruned)).contains("RuntimeFilters: [dynamicpruning");
    Dataset<Row> skewed = SPARK.sql(SKEWED);
    skewed.collectAsList();
    assertThat(plan(skewed)).contains("SortMergeJoin(skew=true)");
  }

  private static String plan(Dataset<Row> query) {
    return query.queryExecution().executedPlan().toString();
  }

  /**
   * A scan that reports a partitioning or an order must hold the rows of the other test on every
   * Spark.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from one",
        "select v from one where a between 7 and 90",
        "select * from one where a = 7 and b in (1, 2)",
        "select * from one order by a, b limit 5",
        "select max(a), count(*) from one"
      })
  void noScanReportsAPartitioning(String query) {
    set(true);
    DataSourceV2ScanRelation scan =
        (DataSourceV2ScanRelation)
            SPARK.sql(query).queryExecution().optimizedPlan().collectLeaves().head();
    assertThat(scan.scan())
        .isNotInstanceOf(SupportsReportPartitioning.class)
        .isNotInstanceOf(SupportsReportOrdering.class);
    assertThat(scan.keyGroupedPartitioning().isEmpty()).isTrue();
    assertThat(scan.ordering().isEmpty()).isTrue();
  }

  private static void set(boolean on) {
    SETTINGS.forEach(name -> SPARK.conf().set(name, on));
    SPARK.conf().set(CLUSTER_KEYS, !on);
  }

  private static List<String> rows(String query) {
    return SPARK.sql(query).collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
