/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.ColumnarScans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan reads fewer keys if the other side of its join turns out to have few. */
@Tag("slow")
class RuntimeFilterTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();
  private static final String PRUNING = "spark.sql.optimizer.dynamicPartitionPruning.enabled";

  @TempDir static Path directory;

  @BeforeAll
  static void writeStores() {
    write("one", "id as k, concat('t', id) as v, id % 7 as w", "k", 2000, "8k");
    write("text", "concat('k', id) as k, id as v", "k", 2000, "8k");
    write("two", "id % 100 as a, concat('b', id) as b, id as v", "a,b", 2000, "8k");
    write("dotted", "id as `a.b`, id as v", "`a.b`", 2000, "8k");
    write("small", "id as k, id as v", "k", 50, "1m");
    SPARK
        .range(300)
        .selectExpr(
            "if(id % 50 = 0, null, id * 5 % 2100) as id",
            "concat('k', id) as label", "id % 30 as day")
        .write()
        .parquet(directory.resolve("days").toString());
    SPARK.read().parquet(directory.resolve("days").toString()).createOrReplaceTempView("days");
  }

  private static void write(String name, String columns, String key, int rows, String size) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    store
        .writer(SPARK.sql("select " + columns + " from range(" + rows + ")"), key)
        .option("targetFileSize", size)
        .option("blockSize", "4k")
        .save(store.toString());
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView(name);
  }

  @BeforeEach
  void reset() {
    SPARK.conf().unset(PRUNING);
    SPARK.conf().set("spark.sql.adaptive.enabled", "true");
    SPARK.conf().unset(ColumnarScans.OPTION);
  }

  /** The number is how many rows the scans read at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | select * from one where k in (select id from days where day = 3)",
        "10 | select * from text where k in (select label from days where day = 3)",
        "10 | select * from one where k > 900 and k in (select id from days where day = 3)",
        "1  | select * from one where k in (15, 20) and k in (select id from days where day = 3)",
        "0  | select * from one where k in (select id from days where day = 77)",
        "0  | select * from one where k in (select id from days where id is null and day = 20)",
        "200 | select * from two where a in (select id from days where day = 3)",
        "200 | select /*+ NO_LOOKUP(t) */ t.b, t.v from two t join days d on t.a = d.id where d.day = 3",
        "10 | select /*+ NO_LOOKUP(t) */ t.v, d.label from one t join days d on t.k = d.id where d.day = 3",
        "10 | select k, max(w) from one where k in (select id from days where day = 3) group by k",
        "10 | select v from one where k in (select id from days where day = 3) order by k limit 3",
        "10 | select count(*) from (select v from one where k in (select id from days where day = 3) limit 4)",
        "10 | select * from dotted where `a.b` in (select id from days where day = 3)",
        "10 | select count(*) from small where k in (select id from days where day = 3)"
      })
  void theScanReadsTheKeysOfTheOtherSide(int most, String query) {
    for (String adaptive : List.of("true", "false", "true columnar", "false columnar")) {
      SPARK.conf().set("spark.sql.adaptive.enabled", adaptive.split(" ")[0]);
      SPARK.conf().set(ColumnarScans.OPTION, adaptive.endsWith("columnar"));
      SPARK.conf().set(PRUNING, "false");
      List<String> expected = rows(SPARK.sql(query));
      SPARK.conf().set(PRUNING, "true");
      Dataset<Row> answer = SPARK.sql(query);

      assertThat(rows(answer)).isEqualTo(expected);
      SparkPlan plan = answer.queryExecution().executedPlan();
      assertThat(plan.toString()).contains("RuntimeFilters: [dynamicpruning");
      assertThat(rowsRead(plan)).as(plan.toString()).isLessThanOrEqualTo(most);
    }
  }

  /** The condition is on another column, or the rows would be others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from one where w in (select id from days where day = 3)",
        "select * from two where b in (select label from days where day = 3)",
        "select v from one where k not in (select id from days where day = 3 and id is not null)",
        "select t.v, d.label from one t left join days d on t.k = d.id and d.day = 3",
        "select * from (select * from one order by k limit 20) where k in (select id from days where day = 3)",
        "select * from (select * from one order by k desc limit 20) where k in (select id from days where day = 3)"
      })
  void otherScansReadAll(String query) {
    SPARK.conf().set(PRUNING, "false");
    List<String> expected = rows(SPARK.sql(query));
    SPARK.conf().set(PRUNING, "true");
    Dataset<Row> answer = SPARK.sql(query);

    assertThat(rows(answer)).isEqualTo(expected);
    assertThat(answer.queryExecution().executedPlan().toString())
        .doesNotContain("RuntimeFilters: [dynamicpruning");
  }

  /** Two reads of one view are two nodes of the plan; each has its own filter, or none. */
  @ParameterizedTest
  @CsvSource({"true,false", "false,false", "true,true", "false,true"})
  void aScanWithoutTheFilterReadsAll(String adaptive, String columnar) {
    SPARK.conf().set("spark.sql.adaptive.enabled", adaptive);
    SPARK.conf().set(ColumnarScans.OPTION, columnar);
    String some = "(select * from one where k in (select id from days where day = %d))";
    for (String query :
        List.of(
            "with s as (select * from one) select count(*) from s union all select count(*) from s"
                + " where k in (select id from days where day = 3) union all select count(*) from s",
            "select count(x.k), count(y.k) from "
                + some.formatted(3)
                + " x full join (select * from one) y on x.v = y.v",
            "select count(x.k), count(y.k) from "
                + some.formatted(3)
                + " x full join "
                + some.formatted(4)
                + " y on x.v = y.v")) {
      SPARK.conf().set(PRUNING, "false");
      List<String> expected = rows(SPARK.sql(query));
      SPARK.conf().set(PRUNING, "true");
      Dataset<Row> twice = SPARK.sql(query);
      assertThat(rows(twice)).as(query).isEqualTo(expected);
      assertThat(rows(twice)).as(query).isEqualTo(expected);
    }
  }

  @Test
  void theFilterCountsForTheNextBatchOnly() {
    SPARK.conf().set(ColumnarScans.OPTION, "false");
    IndexKvScan scan = scan("select k from one");
    Batch all = scan.toBatch();
    scan.filter(new Predicate[] {in("k", 3L, 1900L)});
    Batch some = scan.toBatch();

    assertThat(all).isSameAs(scan.toBatch()).isNotEqualTo(some);
    assertThat(some.planInputPartitions()).hasSize(1).allMatch(PointPartition.class::isInstance);
    assertThat(scan.planInputPartitions()).allMatch(RangePartition.class::isInstance);
    scan.filter(new Predicate[] {in("k"), in("k", 3L)});
    assertThat(scan.toBatch().planInputPartitions()).isEmpty();
  }

  /** Spark asks the scan once whether it gives batches, before it narrows it. */
  @Test
  void aColumnarScanStaysColumnar() {
    SPARK.conf().set(ColumnarScans.OPTION, "true");
    IndexKvScan scan = scan("select k from one");
    assertThat(scan.columnarSupportMode()).isEqualTo(Scan.ColumnarSupportMode.SUPPORTED);
    scan.filter(new Predicate[] {in("k", 3L, 1900L)});
    Batch some = scan.toBatch();

    assertThat(some.planInputPartitions())
        .isNotEmpty()
        .allMatch(RangePartition.class::isInstance)
        .allMatch(some.createReaderFactory()::supportColumnarReads);
  }

  /** A batch for each key would cost more than the rows of all of them. */
  @Test
  void rowsOfManyKeysShareABatch() throws IOException {
    IndexKvScan scan = scan("select k from one");
    scan.filter(new Predicate[] {in("k", 3L, 5L, 7L, 1900L)});
    Batch some = scan.toBatch();
    List<Integer> batches = new ArrayList<>();
    for (InputPartition partition : some.planInputPartitions()) {
      try (PartitionReader<ColumnarBatch> reader =
          some.createReaderFactory().createColumnarReader(partition)) {
        while (reader.next()) {
          batches.add(reader.get().numRows());
        }
        assertThat(reader.next()).isFalse();
      }
    }
    assertThat(batches).containsExactly(4);
  }

  @Test
  void metricsCountTheFilesOfTheNarrowedScan() {
    IndexKvScan scan = scan("select k from one");
    scan.planInputPartitions();
    long all = filesRead(scan);
    scan.filter(new Predicate[] {in("k", 3L)});
    scan.toBatch().planInputPartitions();

    assertThat(all).isGreaterThan(1);
    assertThat(filesRead(scan)).isEqualTo(1);
    assertThat(filesRead(scan)).isEqualTo(all);
  }

  private static long filesRead(IndexKvScan scan) {
    return Arrays.stream(scan.reportDriverMetrics())
        .filter(metric -> metric.name().equals("filesRead"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** Spark has planned for one partition, and puts no exchange above it. */
  @Test
  void onePartitionStaysOne() {
    write("many", "id as k", "k", 40_000, "64m");
    SPARK.conf().set("spark.sql.files.openCostInBytes", "64m");
    try {
      IndexKvScan scan = scan("select k from many");
      assertThat(scan.planInputPartitions()).hasSize(1);
      Object[] keys = new Object[30_000];
      Arrays.setAll(keys, i -> (long) i);
      scan.filter(new Predicate[] {in("k", keys)});
      InputPartition[] some = scan.toBatch().planInputPartitions();
      assertThat(some).hasSize(1);
    } finally {
      SPARK.conf().unset("spark.sql.files.openCostInBytes");
    }
  }

  @Test
  void onlyAColumnThatTheScanHasIsOffered() {
    assertThat(scan("select v, k from one").filterAttributes()).hasSize(1);
    assertThat(scan("select v from one").filterAttributes()).isEmpty();
    assertThat(scan("select k from one limit 3").filterAttributes()).isEmpty();
    assertThat(scan("select b, v from two").filterAttributes()).isEmpty();
    assertThat(scan("select * from two").filterAttributes()[0].fieldNames()).containsExactly("a");
  }

  private static Predicate in(String column, Object... values) {
    Expression[] operands = new Expression[values.length + 1];
    operands[0] = FieldReference.column(column);
    for (int i = 0; i < values.length; i++) {
      operands[i + 1] = new LiteralValue<>(values[i], DataTypes.LongType);
    }
    return new Predicate("IN", operands);
  }

  private static IndexKvScan scan(String query) {
    return Seqs.<LogicalPlan>list(SPARK.sql(query).queryExecution().optimizedPlan().collectLeaves())
        .stream()
        .map(leaf -> (IndexKvScan) ((DataSourceV2ScanRelation) leaf).scan())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static long rowsRead(SparkPlan plan) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      return rowsRead(adaptive.executedPlan());
    }
    if (plan instanceof QueryStageExec stage) {
      return rowsRead(stage.plan());
    }
    long rows = 0;
    if (plan instanceof BatchScanExec scan && scan.scan() instanceof IndexKvScan) {
      rows += scan.metrics().apply("numOutputRows").value();
    }
    for (SparkPlan child : Seqs.<SparkPlan>list(plan.children())) {
      rows += rowsRead(child);
    }
    return rows;
  }
}
