/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each filter gives the same rows as on the Parquet twin, and the plan shows how. */
class PointReadTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path directory;

  @BeforeAll
  static void writeTwins() {
    Dataset<Row> rows =
        SPARK
            .range(-500, 1500)
            .selectExpr(
                "id as long_key",
                "cast(id as int) as int_key",
                "cast(id as smallint) as short_key",
                "concat('k', id) as string_key",
                "id % 10 as v");
    rows.coalesce(1).write().parquet(directory.resolve("twin").toString());
    SPARK.read().parquet(directory.resolve("twin").toString()).createOrReplaceTempView("twin");
    for (String key : new String[] {"long_key", "int_key", "short_key", "string_key"}) {
      StoreDirectory store = new StoreDirectory(directory.resolve(key));
      store.writer(rows, key).option("targetFileSize", "16k").save(store.toString());
      assertThat(store.dataFiles()).hasSizeGreaterThan(1);
      store.read().createOrReplaceTempView("by_" + key);
    }
  }

  @AfterAll
  static void dropViews() {
    for (String key : new String[] {"long_key", "int_key", "short_key", "string_key"}) {
      SPARK.catalog().dropTempView("by_" + key);
    }
    SPARK.catalog().dropTempView("twin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "long_key   | long_key = 42                          | keys=[42]",
        "long_key   | 42 = long_key                          | keys=[42]",
        "long_key   | long_key = 5000                        | keys=[5000]",
        "long_key   | long_key <=> -1                        | keys=[-1]",
        "long_key   | long_key in (3, 1, -500, 1499, 77777)  | keys=[-500, 1, 3, 1499, 77777]",
        "long_key   | long_key in (1, null)                  | keys=[1]",
        "long_key   | long_key = 7 and v = 7                 | keys=[7]",
        "long_key   | long_key = 7 and v = 8                 | keys=[7]",
        "long_key   | long_key in (7, 8, 9) and long_key in (8, 9, 10) | keys=[8, 9]",
        "long_key   | long_key = cast(9 as int)              | keys=[9]",
        "int_key    | int_key = 42                           | keys=[42]",
        "int_key    | int_key in (-5, 5)                     | keys=[-5, 5]",
        "int_key    | int_key = 42L                          | keys=[42]",
        "short_key  | short_key in (-5, 1400)                | keys=[-5, 1400]",
        "string_key | string_key = 'k42'                     | keys=['k42']",
        "string_key | string_key in ('k1', 'K1', '')         | keys=['', 'K1', 'k1']"
      })
  void readsSingleKeys(String key, String filter, String plan) {
    assertThat(explain(key, filter)).contains(plan).contains("key=" + key);
    assertSameRows(key, filter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "long_key   | v = 3",
        "long_key   | long_key = 1 or v = 3",
        "long_key   | long_key = v",
        "long_key   | long_key + 1 = 3",
        "long_key   | long_key = 1.5",
        "int_key    | int_key = 3000000000",
        "int_key    | cast(int_key as string) = '42'",
        "string_key | upper(string_key) = 'K42'"
      })
  void otherFiltersReadAll(String key, String filter) {
    assertThat(explain(key, filter)).doesNotContain("keys=[").doesNotContain("ranges=[");
    assertSameRows(key, filter);
  }

  @Test
  void manyKeysAreReadByFewTasks() {
    StringBuilder keys = new StringBuilder("-1");
    for (int i = 0; i < 1000; i++) {
      keys.append(", ").append(i * 2);
    }
    String filter = "long_key in (" + keys + ")";

    assertThat(explain("long_key", filter)).contains("(1001 keys)");
    assertSameRows("long_key", filter);
    assertThat(SPARK.sql("select * from by_long_key where " + filter).rdd().getNumPartitions())
        .isEqualTo(1);
  }

  private static String explain(String key, String filter) {
    return SPARK.sql("explain select * from by_" + key + " where " + filter).first().getString(0);
  }

  private static void assertSameRows(String key, String filter) {
    String query = " where " + filter + " order by long_key";
    assertThat(SPARK.sql("select * from by_" + key + query).collectAsList())
        .isEqualTo(SPARK.sql("select * from twin" + query).collectAsList());
  }
}
