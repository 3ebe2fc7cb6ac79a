/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The columns {@code _file} and {@code _version}: in layers, in old versions, and with all that a
 * scan takes over from Spark.
 */
class OriginColumnTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int KEYS = 1100;

  @TempDir static Path directory;

  /** Keys 0 to 999; then 500 to 1099 are written again; then 600 to 699 are deleted. */
  private static StoreDirectory store;

  private static String table;

  @BeforeAll
  static void writeStore() {
    SPARK.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    store = new StoreDirectory(directory.resolve("store"));
    table = "indexkv.`%s`".formatted(store);
    write(SPARK.range(1000).selectExpr("id as k", "concat('old', id) as v"), "overwrite");
    write(SPARK.range(500, KEYS).selectExpr("id as k", "concat('new', id) as v"), "append");
    SPARK.sql("alter table %s add column more int".formatted(table));
    SPARK.sql("delete from %s where k >= 600 and k < 700".formatted(table));
    assertThat(store.dataFiles()).hasSizeGreaterThan(6);
  }

  private static void write(Dataset<Row> rows, String mode) {
    store
        .writer(rows, "k")
        .option("targetFileSize", "8k")
        .option("blockSize", "4k")
        .mode(mode)
        .save(store.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmap", "heap", "remote"})
  void aScanNamesTheFileOfEachRow(String readMode) {
    Map<Long, String> expected = files("");

    List<Row> rows =
        SPARK
            .read()
            .format("indexkv")
            .option("readMode", readMode)
            .load(store.toString())
            .select("k", "_file", "_version")
            .collectAsList();

    assertThat(rows).hasSize(KEYS - 100);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.getString(1)).isEqualTo(expected.get(row.getLong(0))))
        .allSatisfy(row -> assertThat(row.getLong(2)).isEqualTo(4));
    List<Row> looked =
        SPARK
            .read()
            .format("indexkv")
            .option("readMode", readMode)
            .load(store.toString())
            .where("k in (1, 499, 500, 650, 999, 1099, 5000)")
            .select("_file", "k")
            .collectAsList();
    assertThat(looked).hasSize(5);
    assertThat(looked)
        .allSatisfy(row -> assertThat(row.getString(0)).isEqualTo(expected.get(row.getLong(1))));
  }

  @Test
  void anOldVersionHasItsOwnFilesAndNumber() {
    Map<Long, String> expected = files(" version as of 1");

    List<Row> rows =
        SPARK
            .sql("select k, _file, _version from %s version as of 1".formatted(table))
            .collectAsList();

    assertThat(rows).hasSize(1000);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.getString(1)).isEqualTo(expected.get(row.getLong(0))))
        .allSatisfy(row -> assertThat(row.getLong(2)).isEqualTo(1));
    assertThat(answer("select count(distinct _version) from %s version as of 3"))
        .isEqualTo("[[1]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, _file, _version from T where k = 700",
        "select _file, v from T where k in (3, 600, 1000)",
        "select _version from T where k in (3, 600, 1000)",
        "select _file, k, v, more from T where k between 490 and 510",
        "select k, _file from T where k < 5 or k > 1090",
        "select k, _file from T order by k limit 3",
        "select k, _file from T order by k desc limit 3",
        "select k, _file from T order by _file desc, k limit 3",
        "select count(*) from T where _version = 4",
        "select count(*) from T where _version = 3",
        "select _file, count(*), min(k), max(k) from T group by _file",
        "select count(_file), count(distinct _file), min(_file), max(_version) from T",
        "select distinct _version from T",
        "select distinct k, _file from T where k < 3",
        "select k, max(_file) from T where k > 1090 group by k",
        "select k from T where _file like '%.ikv' and k < 3",
        "select k from T where _file = (select max(_file) from T)"
      })
  void pushedOrNotTheAnswerIsTheSame(String query) {
    Dataset<Row> read = SPARK.sql("select *, _file, _version from " + table);
    SPARK.createDataFrame(read.collectAsList(), read.schema()).createOrReplaceTempView("plain");
    try {
      assertThat(answer(query.replace("T", table)))
          .isEqualTo(answer(query.replace("T", "plain")))
          .isNotEqualTo("[]");
    } finally {
      SPARK.catalog().dropTempView("plain");
    }
  }

  @Test
  void aLimitReadsRowsWithTheirFiles() {
    Map<Long, String> expected = files("");

    assertThat(SPARK.sql("select k, _file from %s limit 7".formatted(table)).collectAsList())
        .hasSize(7)
        .allSatisfy(row -> assertThat(row.getString(1)).isEqualTo(expected.get(row.getLong(0))));
  }

  @Test
  void onlyAQueryThatNamesThemHasThem() {
    assertThat(SPARK.table(table).columns()).containsExactly("k", "v", "more");
    assertThat(SPARK.sql("select * from " + table).columns()).containsExactly("k", "v", "more");
    assertThatThrownBy(() -> SPARK.sql("select _file from " + table + ".files"))
        .hasMessageContaining("_file");
  }

  @Test
  void aJoinThatReadsThemIsNoLookupJoin() {
    String join = "select f.id, t.%s from range(495, 505) f join " + table + " t on f.id = t.k";

    for (String column : List.of("_file", "_version")) {
      String plan = SPARK.sql(join.formatted(column)).queryExecution().executedPlan().toString();
      assertThat(plan)
          .contains("'" + column + "' says where a row comes from, and a lookup does not know that")
          .doesNotContain("LookupJoin");
    }
    assertThat(SPARK.sql(join.formatted("v")).queryExecution().executedPlan().toString())
        .contains("LookupJoin");
    Map<Long, String> expected = files("");
    assertThat(SPARK.sql(join.formatted("_file")).collectAsList())
        .hasSize(10)
        .allSatisfy(row -> assertThat(row.getString(1)).isEqualTo(expected.get(row.getLong(0))));
    assertThatThrownBy(
            () ->
                SPARK
                    .range(5)
                    .join(
                        SPARK
                            .read()
                            .format("indexkv")
                            .option("join", "require")
                            .load(store.toString())
                            .selectExpr("k as id", "_file"),
                        "id")
                    .collectAsList())
        .hasStackTraceContaining("'_file' says where a row comes from");
  }

  @Test
  void aColumnOfTheStoreWins() {
    StoreDirectory own = new StoreDirectory(directory.resolve("own"));
    own.write(SPARK.sql("select 1 as k, 'mine' as _FILE, 7 as _version"), "k");
    String named = "indexkv.`%s`".formatted(own);

    assertThat(answer("select _file, _version from " + named)).isEqualTo("[[mine,7]]");
    SPARK.sql("update %s set _version = 8 where _file = 'mine'".formatted(named));
    assertThat(answer("select * from " + named)).isEqualTo("[[1,mine,8]]");
    SPARK.sql(
        "merge into %s t using (select 1 as k, 'other' as _file, 9 as _version) s on t.k = s.k when matched then update set *"
            .formatted(named));
    assertThat(answer("select * from " + named)).isEqualTo("[[1,other,9]]");
  }

  @Test
  void whatIsWrittenElsewhereIsAPlainColumn() {
    StoreDirectory copy = new StoreDirectory(directory.resolve("copy"));
    copy.write(SPARK.sql("select k, _file, _version as read_from from " + table), "k");

    assertThat(copy.read().columns()).containsExactly("k", "_file", "read_from");
    assertThat(copy.read().where("k = 5").selectExpr("read_from").first().getLong(0)).isEqualTo(4);
    assertThat(copy.read().where("k = 5").select("_file").first().getString(0))
        .isEqualTo(files("").get(5L));
    assertThat(copy.read().schema().json()).doesNotContain("metadata_col");
  }

  private static String answer(String query) {
    return SPARK.sql(query.contains("%s") ? query.formatted(table) : query).collectAsList().stream()
        .map(Object::toString)
        .sorted()
        .toList()
        .toString();
  }

  /**
   * The file of each key, from the metadata table: the newest layer whose bounds have the key. No
   * layer leaves out keys within its bounds.
   */
  private static Map<Long, String> files(String asOf) {
    Map<Long, String> files = new TreeMap<>();
    for (Row file :
        SPARK
            .sql(
                "select file_path, cast(lower_bound as bigint), cast(upper_bound as bigint)"
                    + " from %s.files%s where content = 0 order by layer desc"
                        .formatted(table, asOf))
            .collectAsList()) {
      for (long key = file.getLong(1); key <= file.getLong(2); key++) {
        files.put(key, file.getString(0));
      }
    }
    return files;
  }
}
