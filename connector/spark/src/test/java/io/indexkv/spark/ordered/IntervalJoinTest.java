/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.Queries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins with the interval that holds a value, in stores that have verified their intervals. */
class IntervalJoinTest {

  @BeforeAll
  static void createTables(@TempDir Path directory) {
    SparkSession spark = LocalSpark.session();
    // versions of items: some follow each other, some leave a gap, the last has no end or has one
    write(
        spark,
        "select concat('i', id div 5) as item, cast(id % 5 * 10 as int) as since, "
            + "cast(case when id % 5 = 4 and id % 2 = 0 then null "
            + "when id % 3 = 0 then id % 5 * 10 + 4 else id % 5 * 10 + 10 end as int) as until, "
            + "id as version from range(40)",
        "item, since",
        "since,until",
        directory + "/versions");
    write(
        spark,
        "select id * 10 as low, id * 10 + if(id % 3 = 0, 9, 5) as high, concat('net', id) as net"
            + " from range(30)",
        "low",
        "[low,high]",
        directory + "/nets");
    spark
        .sql(
            "select id, if(id % 7 = 0, null, concat('i', id % 9)) as item,"
                + " cast(if(id % 11 = 0, null, id * 7 % 60 - 3) as int) as at,"
                + " if(id % 13 = 0, null, id * 5 % 330 - 10) as address from range(200)")
        .write()
        .parquet(directory + "/facts");
    spark.read().parquet(directory + "/facts").createOrReplaceTempView("facts");
    for (String name : List.of("versions", "nets")) {
      spark.read().format("indexkv").load(directory + "/" + name).createOrReplaceTempView(name);
    }
  }

  private static void write(
      SparkSession spark, String rows, String key, String interval, String path) {
    spark
        .sql(rows)
        .write()
        .format("indexkv")
        .option("key", key)
        .option("interval", interval)
        .save(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval | versions | d.item = f.item and f.at >= d.since and f.at < d.until",
        "interval | versions | d.item = f.item and f.at >= d.since and (d.until is null or f.at <"
            + " d.until)",
        "interval | versions | d.item = f.item and d.since <= f.at and coalesce(d.until, 99) >"
            + " f.at",
        "interval | versions | d.item = f.item and d.since < f.at and f.at <= d.until",
        // an end that belongs to two versions
        "range | versions | d.item = f.item and f.at between d.since and d.until",
        "range | versions | d.item = f.item and f.at >= d.since",
        "range | versions | d.item = f.item and f.at >= d.since and f.at + 1 < d.until",
        "interval | nets | f.address between d.low and d.high",
        "interval | nets | f.address >= d.low and f.address < d.high",
        "interval | nets | d.low <= f.address and d.high >= f.address and d.net <> concat('net', f.id)",
        // other values
        "none | nets | f.address >= d.low and f.id <= d.high",
      })
  void aValueIsInOneIntervalAtMost(String access, String store, String condition) {
    for (String join : List.of("join", "left join", "left semi join", "left anti join", "exists")) {
      String sql =
          join.equals("exists")
              ? "select f.* from facts f where f.id = 3 or exists (select 1 from %s d where %s)"
                  .formatted(store, condition)
              : "select f.*%s from facts f %s %s d on %s"
                  .formatted(join.endsWith("i join") ? "" : ", d.*", join, store, condition);
      Queries.Answer answer = Queries.run(sql, Map.of());

      assertThat(answer.rows())
          .as(sql)
          .isEqualTo(Queries.run(sql, Map.of("spark.indexkv.join.ordered", "false")).rows());
      if (access.equals("none")) {
        assertThat(answer.plan()).doesNotContain("access=");
      } else {
        assertThat(answer.plan()).contains("access=" + access);
      }
    }
  }

  @Test
  void boundsAloneAreLookedUpOnlyOnRequest() {
    String sql = "select %s f.id, d.net from facts f join nets d on f.address > d.low";

    Queries.Answer spark = Queries.run(sql.formatted(""), Map.of());
    Queries.Answer hinted = Queries.run(sql.formatted("/*+ LOOKUP(d) */"), Map.of());

    assertThat(spark.plan()).contains("no lookup join: bounds alone may match most of the store");
    assertThat(hinted.plan()).contains("access=range");
    assertThat(hinted.rows()).isEqualTo(spark.rows());
  }
}
