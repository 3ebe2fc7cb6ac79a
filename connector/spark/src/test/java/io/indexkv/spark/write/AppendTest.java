/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.CompactOptions;
import io.indexkv.StoreHistory;
import io.indexkv.hadoop.HadoopStores;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends to an existing store: upserts. */
class AppendTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void changesRowsOfTheSameKeyAndAddsOthers() throws IOException {
    overwrite("select id, concat('old', id) as name, id * 2 as v from range(100)");
    append("select id, concat('new', id) as name, id as v from range(90, 110)").save(path());

    assertThat(rows("id in (0, 89, 90, 99, 109)"))
        .containsExactly(
            "[0,old0,0]", "[89,old89,178]", "[90,new90,90]", "[99,new99,99]", "[109,new109,109]");
    assertThat(store().read().count()).isEqualTo(110);
    assertThat(store().read().where("name like 'new%'").count()).isEqualTo(20);
    assertThat(newest().layers()).hasSize(2);
    assertThat(newest().summary())
        .containsEntry("operation", "upsert")
        .containsEntry("upserted", "20")
        .containsEntry("spark", spark.version())
        .containsEntry("application", spark.sparkContext().applicationId())
        .containsEntry("applicationName", "indexkv-tests")
        .containsEntry("user", spark.sparkContext().sparkUser())
        .containsKeys("indexkv", "host", "program");
    assertThat(store().read(1).where("name like 'new%'").count()).isZero();
  }

  @Test
  void deletesTheKeysOfRowsThatSaySo() throws IOException {
    overwrite("select id, concat('old', id) as name, id as v from range(1000)");
    append(
            "select id % 3 = 0 as gone, concat('new', id) as name, id as v, id from range(500, 2000)")
        .option("deleteColumn", "gone")
        .option("targetFileSize", "8k")
        .save(path());

    assertThat(store().read().count()).isEqualTo(500 + 1000);
    assertThat(store().read().columns()).containsExactly("id", "name", "v");
    assertThat(rows("id in (499, 500, 501, 502, 1999, 1998)"))
        .containsExactly(
            "[499,old499,499]", "[500,new500,500]", "[502,new502,502]", "[1999,new1999,1999]");
    assertThat(newest().layers().get(0).deletes()).isNotEmpty();
    assertThat(newest().summary())
        .containsEntry("upserted", "1000")
        .containsEntry("deleted", "500");
    assertThat(joined("on")).isEqualTo(joined("off"));

    StoreHistory.of(store().path()).compact(CompactOptions.defaults());

    assertThat(store().read().count()).isEqualTo(1500);
    assertThat(newest().layers()).hasSize(1);
    assertThat(newest().layers().get(0).deletes()).isEmpty();
  }

  /**
   * The number of joined rows, and the sum of their values, by a lookup join (on) or by Spark's own
   * (off).
   */
  private Row joined(String mode) {
    spark
        .read()
        .format("indexkv")
        .option("join", mode)
        .load(path())
        .createOrReplaceTempView("layered");
    Dataset<Row> query =
        spark.sql(
            "select count(*), sum(s.v), count(s.id), count(distinct s.name)"
                + " from range(0, 2500, 1, 3) f left join layered s on f.id = s.id");
    assertThat(query.queryExecution().executedPlan().toString().contains("LookupJoin"))
        .isEqualTo(mode.equals("on"));
    return query.first();
  }

  @Test
  void aNullInTheDeleteColumnIsNoDelete() {
    overwrite("select 1L as id, 'a' as name");
    append("select 1L as id, 'b' as name, cast(null as boolean) as gone")
        .option("deleteColumn", "GONE")
        .save(path());

    assertThat(rows("true")).containsExactly("[1,b]");
  }

  @Test
  void firstAppendMayDeleteToo() {
    append("select id, id = 2 as gone from range(4)")
        .option("key", "id")
        .option("deleteColumn", "gone")
        .save(path());

    assertThat(rows("true")).containsExactly("[0]", "[1]", "[3]");
  }

  @Test
  void takesColumnsByName() {
    overwrite("select 1L as id, 'a' as name, 2 as v");
    append("select 3 as V, 'b' as NAME, 7L as ID").save(path());

    assertThat(rows("true")).containsExactly("[1,a,2]", "[7,b,3]");
  }

  @Test
  void refusesWhatIsNotOfTheStoreBeforeAnythingRuns() {
    overwrite("select 1L as id, 'a' as name");
    List<String> before = store().dataFiles();

    refused("select 1L as id", "[name] are missing");
    refused("select 1L as id, 'b' as name, 3 as more", "the store has no columns [more]");
    refused(
        "select 1 as id, 'b' as name",
        "column id is a bigint in the store, but a int in the query");
    refused("select 1L as id, 'b' as name, 'x' as gone", "no columns [gone]");
    assertThatThrownBy(
            () ->
                append("select 1L as id, 'b' as name, 'x' as gone")
                    .option("deleteColumn", "gone")
                    .save(path()))
        .hasMessageContaining("column gone is a string, expected a boolean");
    assertThatThrownBy(
            () -> append("select 1L as id, 'b' as name").option("key", "name").save(path()))
        .hasMessageContaining("the key of the store")
        .hasMessageContaining("is [id]");
    assertThatThrownBy(
            () ->
                append("select 1L as id, 'b' as name, true as gone")
                    .option("deleteColumn", "gone")
                    .option("key", "id")
                    .mode("overwrite")
                    .save(path()))
        .hasMessageContaining("'deleteColumn' (gone) is for mode(\"append\")");
    assertThat(store().dataFiles()).isEqualTo(before);
    assertThat(store().manifests()).hasSize(1);
  }

  private void refused(String query, String message) {
    assertThatThrownBy(() -> append(query).save(path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path())
        .hasMessageContaining(message);
  }

  @Test
  void refusesKeysThatComeTwice() {
    overwrite("select 1L as id, 'a' as name");

    assertThatThrownBy(
            () ->
                append("select id % 2 as id, 'b' as name, id = 3 as gone from range(4)")
                    .option("deleteColumn", "gone")
                    .save(path()))
        .rootCause()
        .hasMessageContaining("comes in 2 rows (column id)");
    assertThat(rows("true")).containsExactly("[1,a]");
    assertThat(store().dataFiles()).hasSize(1);
  }

  @Test
  void refusesMoreLayersThanAllowedUntilTheStoreIsCompacted() throws IOException {
    overwrite("select 1L as id");
    append("select 2L as id").option("maxLayers", 2).save(path());

    assertThatThrownBy(() -> append("select 3L as id").option("maxLayers", 2).save(path()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 2 layers, and an append may leave at most 2")
        .hasMessageContaining(
            "HadoopStores.history(location, conf).compact(CompactOptions.defaults())")
        .hasMessageContaining("'maxLayers'");
    assertThat(store().dataFiles()).hasSize(2);

    Configuration conf = spark.sparkContext().hadoopConfiguration();
    HadoopStores.history(path(), conf).compact(CompactOptions.defaults());
    append("select 3L as id").option("maxLayers", 2).save(path());

    assertThat(store().read().count()).isEqualTo(3);
  }

  @Test
  void keepsAllOfAppendsAtTheSameTime() throws Exception {
    overwrite("select 0L as id, 'a' as name");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> appends = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        String query = "select " + i + "L as id, 'b' as name";
        appends.add(
            () -> {
              append(query).save(path());
              return true;
            });
      }
      for (Future<Boolean> done : threads.invokeAll(appends)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(rows("true")).containsExactly("[0,a]", "[1,b]", "[2,b]", "[3,b]", "[4,b]");
    assertThat(newest().version()).isEqualTo(5);
  }

  private void overwrite(String query) {
    store().write(spark.sql(query), "id");
  }

  private DataFrameWriter<Row> append(String query) {
    Dataset<Row> rows = spark.sql(query);
    return rows.write().format("indexkv").mode("append");
  }

  private List<String> rows(String filter) {
    return store().read().where(filter).collectAsList().stream()
        .sorted((a, b) -> Long.compare(a.getLong(0), b.getLong(0)))
        .map(Row::toString)
        .toList();
  }

  private Manifest newest() throws IOException {
    return new VersionLog(new LocalStorage(store().path())).latest().orElseThrow();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }

  private String path() {
    return store().toString();
  }
}
