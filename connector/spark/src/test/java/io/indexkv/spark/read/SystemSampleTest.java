/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TABLESAMPLE SYSTEM, which Spark has since 4.2, takes whole slices of a store. */
@Tag("versions")
class SystemSampleTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();
  private static final int ROWS = 100_000;

  @TempDir static Path directory;

  @BeforeAll
  static void writeStores() {
    assumeTrue(hasSystem(), "TABLESAMPLE SYSTEM came with Spark 4.2");
    write("numbers", "id as k, concat('t', id) as v", "k");
    write("texts", "concat('k', id) as k, id as v", "k");
    write("pairs", "id % 7 as a, concat('b', id) as b, id as v", "a,b");
    StoreDirectory layered = write("layered", "id as k, concat('t', id) as v", "k");
    layered
        .writer(
            SPARK.range(0, ROWS, 3).selectExpr("id as k", "'new' as v", "id % 2 = 0 as gone"), "k")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(layered.toString());
    view("layered", layered);
  }

  private static boolean hasSystem() {
    String[] version = SPARK.version().split("\\.");
    return Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]) >= 402;
  }

  private static StoreDirectory write(String name, String columns, String key) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    Dataset<Row> rows = SPARK.sql("select " + columns + " from range(" + ROWS + ")");
    store.writer(rows, key).option("targetFileSize", "500k").save(store.toString());
    view(name, store);
    return store;
  }

  private static void view(String name, StoreDirectory store) {
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView(name);
  }

  /**
   * Spark draws another sample for each query, so the bounds hold for every sample. Slices of texts
   * have very different numbers of rows.
   */
  @ParameterizedTest
  @CsvSource({
    "numbers, 0.18, 0.22",
    "layered, 0.15, 0.25",
    "texts, 0.0001, 0.99",
    "pairs, 0.0001, 0.99"
  })
  void aSampleHasThePartOfTheRowsThatItAsksFor(String table, double least, double most) {
    String from = "select * from " + table + " tablesample system ";
    long all = SPARK.table(table).count();
    assertThat(rows(from + "(0 percent)")).isEmpty();
    assertThat(rows(from + "(100 percent)")).hasSize((int) all).doesNotHaveDuplicates();
    Dataset<Row> sample = SPARK.sql(from + "(20 percent)");
    List<String> found = rows(sample);
    assertThat((double) found.size() / all).isBetween(least, most);
    assertThat(new HashSet<>(rows("select * from " + table)).containsAll(found)).isTrue();
    assertThat(found).doesNotHaveDuplicates();
  }

  /** Neighbours are mostly taken together: that makes such a sample cheap. */
  @Test
  void aSampleReadsWholeSlices() {
    Dataset<Row> sample = SPARK.sql("select * from numbers tablesample system (10 percent)");
    assertThat(sample.queryExecution().executedPlan().toString())
        .contains(" sampled ranges=[")
        .doesNotContain("Sample ");
    long[] keys =
        sample.collectAsList().stream().mapToLong(row -> row.getLong(0)).sorted().toArray();
    long gaps = IntStream.range(1, keys.length).filter(i -> keys[i] - keys[i - 1] > 1).count();
    assertThat(keys.length).isGreaterThan(1000);
    assertThat(gaps).isLessThan(keys.length / 100);
  }

  /** A part of the rows that are in the range, not all of them: whichever slices come. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(*) from $t | 0",
        "select count(*) from $t where k >= 50000 | 50000",
        "select count(k) from $t where v like 't%' | 0",
        "select count(distinct k) from $t where k >= 20000 | 20000",
        "select count(*) from (select k from $t order by k limit 90000) | 0",
        "select count(*) from $t s join range(100000) f on f.id = s.k | 0",
        "select count(s.k) from range(100000) f left join $t s on f.id = s.k | 0"
      })
  void othersCountTheRowsOfTheSample(String query, int from) {
    String sample = "(select * from numbers tablesample system (30 percent))";
    long count = SPARK.sql(query.replace("$t", sample)).first().getLong(0);
    assertThat((double) count / (ROWS - from)).isBetween(0.001, 0.95);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from $t where k in (5, 30000, 40000, 50000, 60000, 99999)",
        "select * from $t where k between 40000 and 60000 and v like '%9%'",
        "select f.id, s.v from range(0, 100000, 500) f join $t s on f.id = s.k"
      })
  void othersSeeRowsThatAreThere(String query) {
    for (String table : List.of("numbers", "layered")) {
      String sample = "(select * from " + table + " tablesample system (60 percent))";
      assertThat(new HashSet<>(rows(query.replace("$t", table))))
          .as(table)
          .containsAll(rows(query.replace("$t", sample)));
    }
  }

  @Test
  void aJoinWithASampleIsNoLookupJoin() {
    String query =
        "select f.id, s.v from range(100) f"
            + " join (select * from numbers tablesample system (50 percent)) s on f.id = s.k";
    assertThat(SPARK.sql(query).queryExecution().executedPlan().toString())
        .contains("no lookup join: the query takes a sample of the store")
        .doesNotContain("LookupJoin ");
  }

  @Test
  void bernoulliIsSparks() {
    String query = "select * from numbers tablesample bernoulli (10 percent) repeatable (1)";
    assertThat(SPARK.sql(query).queryExecution().executedPlan().toString()).contains("Sample ");
    assertThat(SPARK.sql(query).count()).isBetween(8_000L, 12_000L);
  }

  private static List<String> rows(String query) {
    return rows(SPARK.sql(query));
  }

  private static List<String> rows(Dataset<Row> query) {
    return query.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
