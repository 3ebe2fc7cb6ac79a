/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparing keys with values of another type is a lookup join if no value is lost. */
@Tag("slow")
class KeyCastJoinTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @AfterEach
  void dropViews() {
    List.of("cast_facts", "cast_store").forEach(spark.catalog()::dropTempView);
  }

  /** The columns: a key of row id, what fact id compares it with, whether that is a lookup join. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cast(id as int)            | cast(id / 4 as decimal(12,2))                    | 1",
        "id                         | cast(id * 1000000 / 4 as decimal(38,1))          | 1",
        "cast(id as tinyint)        | cast(id * 3 as decimal(5,0))                     | 1",
        "cast(id as decimal(10,2))  | cast(id / 4 as decimal(12,4))                    | 1",
        "cast(id as decimal(12,4))  | cast(id / 4 as decimal(10,2))                    | 1",
        "cast(id as decimal(10,2))  | cast(id * 1000000000 + id as decimal(20,2))      | 1",
        "cast(id as decimal(20,2))  | cast(id / 4 as decimal(10,2))                    | 1",
        "cast(id as decimal(30,10)) | cast(id / 4 as decimal(10,2))                    | 1",
        "cast(id as decimal(10,2))  | cast(id / 8 as decimal(30,10))                   | 1",
        "cast(id as decimal(10,0))  | cast(id as int)                                  | 1",
        "cast(id as decimal(38,0))  | cast(id as decimal(38,18))                       | 0, 1 on Spark 4",
        "cast(id as decimal(38,18)) | cast(id as decimal(38,0))                        | 1, 0 on Spark 4",
        "cast(id as decimal(3,0))   | id * 100                                         | 1",
        "date_add(date'2026-03-01', cast(id as int)) "
            + "| timestamp_ntz'2026-03-01 00:00:00' + make_dt_interval(0, cast(id * 12 as int)) | 1",
        "timestamp_ntz'2026-03-01 00:00:00' + make_dt_interval(0, cast(id * 12 as int))"
            + "| date_add(date'2026-03-01', cast(id as int))                               | 1",
        "timestamp'2026-03-01 00:00:00' + make_dt_interval(0, cast(id * 12 as int))"
            + "| date_add(date'2026-03-01', cast(id as int))                               | 1",
        "date_add(date'2026-03-01', cast(id as int)) "
            + "| timestamp'2026-03-01 00:00:00' + make_dt_interval(0, cast(id * 12 as int)) | 0",
        "timestamp_ntz'2026-03-01 00:00:00' + make_dt_interval(0, cast(id as int))"
            + "| timestamp'2026-03-01 00:00:00' + make_dt_interval(0, cast(id as int))     | 0",
        "cast(id as int)            | cast(id as double)                               | 0",
        "cast(id as decimal(10,2))  | cast(id / 4 as float)                            | 0",
        "cast(id as string)         | id                                               | 0",
        "cast(id as int)            | cast(id as string)                               | 1",
        "cast(id as string)         | cast(cast(id as string) as binary)               | 0"
      })
  void looksUpWhereNoValueIsLost(String key, String compared, String expectedLookups) {
    String[] byVersion = expectedLookups.split(", ");
    String ofThis = byVersion[spark.version().startsWith("3.") ? 0 : byVersion.length - 1];
    int lookups = Integer.parseInt(ofThis.replace(" on Spark 4", ""));
    create(key, compared);
    String sql = "select f.id, d.v from cast_facts f left join cast_store d on f.k = d.k";
    for (String ansi : List.of("false", "true")) {
      Map<String, String> off = settings("off", ansi);
      Queries.Answer expected = Queries.run(sql, off);
      assertThat(expected.rows().stream().filter(row -> !row.endsWith(",null]"))).isNotEmpty();
      for (String vectorized : List.of("true", "false")) {
        Map<String, String> on = new HashMap<>(settings("on", ansi));
        on.put("spark.sql.parquet.enableVectorizedReader", vectorized);
        Queries.Answer answer = Queries.run(sql, on);
        assertThat(answer.rows()).as(answer.plan()).isEqualTo(expected.rows());
        assertThat(answer.lookups()).as(answer.plan()).isEqualTo(lookups);
      }
    }
  }

  /** Spark pads values that it reads from a char column, and compares only padded values. */
  @Test
  void looksUpCharsAndVarchars() {
    spark.sql("create table chars (c char(6), v varchar(6), id bigint) using parquet");
    try {
      spark.sql("insert into chars select 'k' || id, 'k' || id, id from range(100)");
      for (String key : List.of("c", "v")) {
        String store = directory.resolve(key).toString();
        spark
            .sql("select %s as k, id as v from chars where id %% 3 > 0".formatted(key))
            .write()
            .format("indexkv")
            .option("key", "k")
            .save(store);
        spark.read().format("indexkv").load(store).createOrReplaceTempView("cast_store");
        for (String probe : List.of("c", "v", "cast(c as char(8))", "trim(c)")) {
          String sql =
              "select f.id, d.v from (select id, %s as k from chars) f left join cast_store d"
                  + " on f.k = d.k";
          Queries.Answer expected = Queries.run(sql.formatted(probe), settings("off", "false"));
          Queries.Answer answer = Queries.run(sql.formatted(probe), settings("on", "false"));
          assertThat(answer.rows()).as(answer.plan()).isEqualTo(expected.rows());
          assertThat(answer.lookups()).as(answer.plan()).isEqualTo(1);
        }
      }
    } finally {
      spark.sql("drop table chars");
    }
  }

  private static Map<String, String> settings(String mode, String ansi) {
    return Map.of("spark.indexkv.join.mode", mode, "spark.sql.ansi.enabled", ansi);
  }

  private void create(String key, String compared) {
    String path = directory.toString();
    spark
        .sql("select id, if(id %% 7 = 3, null, %s) as k from range(300)".formatted(compared))
        .write()
        .parquet(path + "/facts");
    spark.read().parquet(path + "/facts").createOrReplaceTempView("cast_facts");
    Dataset<Row> rows = spark.sql("select id as v, %s as k from range(100)".formatted(key));
    rows.write().format("indexkv").option("key", "k").save(path + "/store");
    spark.read().format("indexkv").load(path + "/store").createOrReplaceTempView("cast_store");
  }
}
