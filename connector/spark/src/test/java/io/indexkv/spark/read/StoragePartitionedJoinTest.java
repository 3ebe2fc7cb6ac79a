/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.JoinMode;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportPartitioning;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
  private static final String BROADCAST = "spark.sql.autoBroadcastJoinThreshold";

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
          "select f.k, one.v from facts f left join one on f.k = one.a and f.b = one.b");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void write() {
    spark.conf().set(JoinMode.OPTION, "off");
    spark.conf().set(BROADCAST, "-1");
    view("one", spark.range(0, 3000).selectExpr("id div 8 as a", "int(id % 8) as b", "id as v"));
    view("other", spark.range(1500, 5000).selectExpr("id div 8 as a", "int(id % 8) as b", "-id v"));
    // beyond the first and last key of the store, too
    spark
        .range(-200, 600)
        .selectExpr("id as k", "int(pmod(id, 8)) as b")
        .createOrReplaceTempView("facts");
  }

  private void view(String name, Dataset<Row> rows) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    store
        .writer(rows, "a,b")
        .option("targetFileSize", "16k")
        .mode("overwrite")
        .save(store.toString());
    store.read().createOrReplaceTempView(name);
  }

  @AfterEach
  void unset() {
    SETTINGS.forEach(spark.conf()::unset);
    List.of(CLUSTER_KEYS, BROADCAST, JoinMode.OPTION).forEach(spark.conf()::unset);
    List.of("one", "other", "facts").forEach(spark.catalog()::dropTempView);
  }

  @Test
  @Tag("versions")
  void rowsAreThoseWithBucketingOff() {
    for (String query : QUERIES) {
      set(false);
      List<String> expected = rows(query);
      set(true);
      assertThat(rows(query)).as(query).isEqualTo(expected).isNotEmpty();
    }
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
            spark.sql(query).queryExecution().optimizedPlan().collectLeaves().head();
    assertThat(scan.scan())
        .isNotInstanceOf(SupportsReportPartitioning.class)
        .isNotInstanceOf(SupportsReportOrdering.class);
    assertThat(scan.keyGroupedPartitioning().isEmpty()).isTrue();
    assertThat(scan.ordering().isEmpty()).isTrue();
  }

  private void set(boolean on) {
    SETTINGS.forEach(name -> spark.conf().set(name, on));
    spark.conf().set(CLUSTER_KEYS, !on);
  }

  private List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
