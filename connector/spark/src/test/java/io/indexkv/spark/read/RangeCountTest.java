/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts under ranges of keys are those that Spark makes of the same rows. */
@Tag("slow")
class RangeCountTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();
  private static final int ROWS = 30_000;
  private static final int QUERIES = 25;

  @TempDir static Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeAll
  static void writeStores() {
    String even = "id * 3 as k, if(id % 7 = 0, null, cast(id as int)) as v, id / 2 as w";
    String uneven = "id * 3 as k, repeat('x', cast(id % 50 as int)) as v";
    write("even", even, "codec", "none");
    write("even_lz4", even, "codec", "lz4");
    write("uneven", uneven, "codec", "none");
    write("uneven_zstd", uneven, "codec", "zstd");
    write("even_repeated", "id / 4 * 12 as k, id as v", "duplicates", "keep");
    write("even_layered", even, "codec", "none");
    change("even_layered", even);
    // the rows of the first layer lack the new column
    write("even_altered", "id * 3 as k, id as v", "codec", "none");
    SPARK.sql("alter table " + path("even_altered") + " add column w bigint");
    register("even_altered", SPARK.sql("select *, cast(null as bigint) w from plain_even_altered"));
  }

  private static String path(String name) {
    return "indexkv.`" + directory.resolve(name) + "`";
  }

  private static void write(String name, String columns, String option, String value) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    Dataset<Row> rows = SPARK.sql("select " + columns.replace("/", "div") + from(0));
    store
        .writer(rows, "k")
        .option("targetFileSize", "100k")
        .option("blockSize", "4k")
        .option(option, value)
        .save(store.toString());
    assertThat(store.dataFiles()).hasSizeGreaterThan(2);
    register(name, rows);
  }

  private static String from(int first) {
    return " from range(" + first + ", " + ROWS + ", 1, 1)";
  }

  private static void register(String name, Dataset<Row> rows) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView(name);
    SPARK
        .createDataFrame(rows.collectAsList(), rows.schema())
        .createOrReplaceTempView("plain_" + name);
  }

  /** Deletes every fifth key from the middle on. */
  private static void change(String name, String columns) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    Dataset<Row> rows =
        SPARK.sql(
            "select " + columns.replace("/", "div") + ", id % 5 = 0 as gone" + from(ROWS / 2));
    store.writer(rows, "k").option("deleteColumn", "gone").mode("append").save(store.toString());
    register(
        name, SPARK.table("plain_" + name).where("k < " + ROWS / 2 * 3 + " or k div 3 % 5 <> 0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "even",
        "even_lz4",
        "uneven",
        "uneven_zstd",
        "even_repeated",
        "even_layered",
        "even_altered"
      })
  void countsLikeSpark(String table) {
    for (int i = 0; i < QUERIES; i++) {
      SPARK.conf().set("spark.sql.files.maxPartitionBytes", i % 2 == 0 ? "128m" : "50k");
      String query = "select count(*), max(k) from $t where " + condition();
      Dataset<Row> found = SPARK.sql(query.replace("$t", table));
      assertThat(found.queryExecution().executedPlan().toString()).contains("aggregates=[");
      assertThat(found.collectAsList())
          .as("seed %d: %s", seed, query)
          .isEqualTo(SPARK.sql(query.replace("$t", "plain_" + table)).collectAsList());
    }
  }

  /** A task that need not walk counts a part of any size, so that Spark adds nothing up. */
  @Test
  void oneTaskCountsRowsOfOneLength() {
    SPARK.conf().set("spark.sql.files.maxPartitionBytes", "50k");
    String query = "select count(*) from %s where k between 10 and " + (ROWS * 3 - 10);
    assertThat(plan(query.formatted("even"))).doesNotContain("Exchange");
    assertThat(plan(query.formatted("uneven"))).contains("Exchange");
  }

  private static String plan(String query) {
    return SPARK.sql(query).queryExecution().executedPlan().toString();
  }

  private String condition() {
    return switch (random.nextInt(5)) {
      case 0 -> "k < " + bound();
      case 1 -> "k >= " + bound();
      case 2 -> "k between %d and %d or k > %d".formatted(bound(), bound(), bound());
      default -> "k between %d and %d".formatted(bound() / 2, bound());
    };
  }

  private int bound() {
    return random.nextInt(ROWS * 3 + 20) - 10;
  }
}
