/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to read and to write a store, and what it counts in Spark's UI. */
class MetricsTest {
  private static final int KEYS = 3000;
  private static final int FACTS = 1000;

  /** The facts ask for every fifth number up to 5,000, of which the store has those below 3,000. */
  private static final int HITS = 600;

  @TempDir static Path directory;

  private final SparkSession spark = LocalSpark.session();
  private final List<SparkPlan> plans = new CopyOnWriteArrayList<>();
  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onOtherEvent(SparkListenerEvent event) {
          if (event instanceof SparkListenerSQLExecutionEnd end && end.qe() != null) {
            plans.add(end.qe().executedPlan());
          }
        }
      };

  private StoreDirectory store;

  @BeforeEach
  void writeTables() {
    store = new StoreDirectory(directory.resolve("store" + System.nanoTime()));
    save("none");
    spark
        .range(0, FACTS, 1, 4)
        .selectExpr("id", "id * 5 as k")
        .write()
        .mode("overwrite")
        .parquet(directory.resolve("facts").toString());
    spark.read().parquet(directory.resolve("facts").toString()).createOrReplaceTempView("metered");
    store.read().createOrReplaceTempView("counted");
    spark.sparkContext().addSparkListener(listener);
  }

  @AfterEach
  void removeListener() {
    spark.sparkContext().removeSparkListener(listener);
  }

  private void save(String codec) {
    store
        .writer(spark.range(0, KEYS, 1, 3).selectExpr("id as key", "concat('v', id) as v"), "key")
        .option("targetFileSize", "64k")
        .option("codec", codec)
        .mode("overwrite")
        .save(store.toString());
  }

  @Test
  void aScanCountsItsRows() {
    store.read().collectAsList();

    assertThat(metrics("BatchScan").get("number of output rows")).isEqualTo(KEYS);
  }

  @Test
  void aPointReadCountsItsRows() {
    store.read().where("key in (1, 2, 2999, 77777)").collectAsList();

    assertThat(metrics("BatchScan").get("number of output rows")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "row", "partitioned"})
  void aLookupJoinCountsKeysAndFiles(String way) throws IOException {
    Queries.with(
        Map.of(
            "spark.indexkv.join.mode",
            "require",
            "spark.indexkv.join.routing",
            way.equals("partitioned") ? "partitioned" : "replicated",
            "spark.sql.codegen.wholeStage",
            Boolean.toString(!way.equals("row"))),
        () -> join("left join").collectAsList());

    Map<String, Long> metrics = metrics("LookupJoin " + store.path().getFileName());
    requireKeys(metrics);
    assertThat(metrics.get(text(MetricName.OUTPUT_ROWS))).isEqualTo(FACTS);
    long files = (long) newest().files().size();
    assertThat(metrics.get(text(MetricName.FILES_OPENED))).isGreaterThanOrEqualTo(files);
    assertThat(metrics.get(text(MetricName.MAPPED_BYTES))).isGreaterThan(KEYS * 16L);
    assertThat(metrics.get(text(MetricName.RESIDENT_SHARE))).isPositive();
    assertThat(metrics)
        .containsEntry(text(MetricName.DOWNLOADS), 0L)
        .containsEntry(text(MetricName.DOWNLOADED_BYTES), 0L)
        .containsEntry(text(MetricName.DOWNLOAD_TIME), 0L);
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(metrics).containsKey(text(MetricName.DISK_WAITS));
    }
  }

  @Test
  void anOrderedLookupCountsTheRowsBeforeALimit() {
    spark
        .sql(
            "select /*+ LOOKUP(d) */ m.id, d.v from metered m join counted d on d.key >= m.k limit 3")
        .collectAsList();

    Map<String, Long> metrics = metrics("LookupJoin");
    assertThat(metrics.get(text(MetricName.PROBED))).isPositive();
    assertThat(metrics.get(text(MetricName.HITS))).isPositive();
  }

  @Test
  void aLookupJoinCountsCopiesToTheHost() throws IOException {
    save("lz4");
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("indexkv.cache.dir", directory.resolve("cache").toString());
    try {
      join("join").collectAsList();
    } finally {
      spark.sparkContext().hadoopConfiguration().unset("indexkv.cache.dir");
    }

    Map<String, Long> metrics = metrics("LookupJoin");
    requireKeys(metrics);
    assertThat(metrics.get(text(MetricName.OUTPUT_ROWS))).isEqualTo(HITS);
    Manifest newest = newest();
    assertThat(metrics)
        .containsEntry(text(MetricName.DOWNLOADS), (long) newest.files().size())
        .containsEntry(
            text(MetricName.DOWNLOADED_BYTES),
            newest.files().stream().mapToLong(file -> file.info().length()).sum());
    assertThat(metrics.get(text(MetricName.DOWNLOAD_TIME))).isPositive();
  }

  @Test
  void aWriteCountsRowsFilesAndThePhasesOfItsCommit() throws IOException {
    save("none");

    Map<String, Long> metrics = written();
    assertThat(metrics).containsEntry("rows written", (long) KEYS);
    requireFilesOf(metrics, newest());
    requirePhases(metrics);
  }

  @Test
  void anUpsertCountsRowsAndDeletedKeys() {
    store
        .writer(spark.range(0, 10).selectExpr("id as key", "'new' as v", "id >= 7 as gone"), "key")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(store.toString());

    Map<String, Long> metrics = written();
    assertThat(metrics).containsEntry("rows written", 7L).containsEntry("keys deleted", 3L);
    requirePhases(metrics);
  }

  @Test
  void aMergeCountsRowsAndDeletedKeys() {
    spark.sql(
        """
        merge into indexkv.`%s` t using (select id as k from range(2995, 3005)) s on t.key = s.k
        when matched and s.k = 2995 then delete
        when matched then update set v = 'changed'
        when not matched then insert (key, v) values (s.k, 'added')
        """
            .formatted(store));

    Map<String, Long> metrics = written();
    assertThat(metrics).containsEntry("rows written", 9L).containsEntry("keys deleted", 1L);
    requirePhases(metrics);
  }

  private Dataset<Row> join(String kind) {
    store.read().createOrReplaceTempView("counted");
    return spark.sql("select f.id, d.v from metered f " + kind + " counted d on f.k = d.key");
  }

  private static void requireKeys(Map<String, Long> metrics) {
    assertThat(metrics)
        .containsEntry(text(MetricName.PROBED), (long) FACTS)
        .containsEntry(text(MetricName.HITS), (long) HITS)
        .containsEntry(text(MetricName.MISSES), (long) FACTS - HITS);
    assertThat(metrics.get(text(MetricName.TIME))).isPositive();
  }

  private static void requireFilesOf(Map<String, Long> metrics, Manifest manifest) {
    assertThat(metrics)
        .containsEntry("store files written", (long) manifest.files().size())
        .containsEntry(
            "bytes of the store files",
            manifest.files().stream().mapToLong(file -> file.info().length()).sum());
    assertThat(metrics.get("bytes of keys and values")).isPositive();
  }

  private static void requirePhases(Map<String, Long> metrics) {
    for (String phase :
        List.of(
            "commit: check the tasks' files",
            "commit: publish the version",
            "commit: delete leftover files")) {
      assertThat(metrics.get(phase)).as(phase).isPositive();
    }
  }

  private static String text(MetricName name) {
    return name.text();
  }

  private Manifest newest() throws IOException {
    return new VersionLog(new LocalStorage(store.path())).latest().orElseThrow();
  }

  /** The metrics of the operator that wrote. */
  private Map<String, Long> written() {
    return nodes().stream()
        .map(MetricsTest::values)
        .filter(values -> values.containsKey("rows written"))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Long> metrics(String operator) {
    return nodes().stream()
        .filter(node -> node.nodeName().startsWith(operator))
        .map(MetricsTest::values)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> values(SparkPlan node) {
    Map<String, Long> values = new HashMap<>();
    for (SQLMetric metric : Seqs.<SQLMetric>list(node.metrics().values().toSeq())) {
      values.put(metric.name().get(), metric.value());
    }
    return values;
  }

  /** The operators of all plans that have run. */
  private List<SparkPlan> nodes() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
    List<SparkPlan> nodes = new ArrayList<>();
    plans.forEach(plan -> add(plan, nodes));
    return nodes;
  }

  private static void add(SparkPlan plan, List<SparkPlan> nodes) {
    nodes.add(plan);
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      add(adaptive.executedPlan(), nodes);
    } else if (plan instanceof QueryStageExec stage) {
      add(stage.plan(), nodes);
    }
    Seqs.<SparkPlan>list(plan.children()).forEach(child -> add(child, nodes));
  }
}
