/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.KeyKind;
import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Joins on keys of each type and of several columns: lookup joins give the rows of Spark's own
 * join. The probe side has repeated keys, keys that the store lacks, and a null in each key column.
 */
@Tag("slow")
class KeyKindJoinTest {
  private static final Map<String, String> OFF = Queries.reference();
  private static final Map<String, String> COLUMNS =
      Map.of(
          "spark.indexkv.join.mode", "require", "spark.sql.parquet.columnarReaderBatchSize", "100");
  private static final Map<String, String> ROWS =
      Map.of(
          "spark.indexkv.join.mode", "require",
          "spark.sql.parquet.enableVectorizedReader", "false");
  private static final Map<String, String> NO_GENERATED_CODE =
      Map.of(
          "spark.indexkv.join.mode", "require",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @AfterEach
  void dropViews() {
    List.of("kind_facts", "kind_store", "kind_twin").forEach(spark.catalog()::dropTempView);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheRowsOfSparksOwnJoin(KeyKind kind) {
    create(kind);
    String on = kind.joined("f", "d");
    check(
        "select f.id, d.v, %s from kind_facts f left join STORE d on %s"
            .formatted(kind.hash("d"), on),
        1,
        List.of(COLUMNS, ROWS, NO_GENERATED_CODE));
    check(
        "select f.id, f.amount from kind_facts f left anti join STORE d on "
            + on
            + " and d.v > f.amount",
        1,
        List.of(COLUMNS, ROWS));
    // filters and expressions between the columns and the join, and a second join of the same rows
    check(
        "select f.id, d.v, e.v as w from (select * from kind_facts where id % 10 < 9) f join STORE d"
            + " on %s left join STORE e on %s and e.v > 20".formatted(on, kind.joined("f", "e")),
        2,
        List.of(COLUMNS, NO_GENERATED_CODE));
    check(
        "select d.v, f.id from STORE d join (select id, %s from kind_facts) f on %s"
            .formatted(kind.selectWithNulls("id", "(id + 1)"), on),
        1,
        List.of(COLUMNS, ROWS));
  }

  private static void check(String sql, int lookups, List<Map<String, String>> ways) {
    Queries.Answer twin = Queries.run(sql.replace("STORE", "kind_twin"), OFF);
    assertThat(Queries.run(sql.replace("STORE", "kind_store"), OFF).rows()).isEqualTo(twin.rows());
    assertThat(twin.rows()).isNotEmpty();
    for (Map<String, String> way : ways) {
      Queries.Answer answer = Queries.run(sql.replace("STORE", "kind_store"), way);
      assertThat(answer.rows()).as("%s%n%s", way, answer.plan()).isEqualTo(twin.rows());
      assertThat(answer.lookups()).as("%s%n%s", way, answer.plan()).isEqualTo(lookups);
    }
  }

  private void create(KeyKind kind) {
    String path = directory.toString();
    spark
        .sql(
            "select id, id %% 70 as amount, %s from range(0, 600, 1, 2)"
                .formatted(kind.selectWithNulls("id", "(id * 7 % 150)")))
        .write()
        .parquet(path + "/facts");
    spark.read().parquet(path + "/facts").createOrReplaceTempView("kind_facts");
    spark
        .sql("select id as v, %s from range(100)".formatted(kind.select("id")))
        .write()
        .parquet(path + "/twin");
    Dataset<Row> twin = spark.read().parquet(path + "/twin");
    twin.createOrReplaceTempView("kind_twin");
    twin.write()
        .format("indexkv")
        .option("key", kind.option())
        .option("targetFileSize", "2k")
        .option("blockSize", "4k")
        .save(path + "/store");
    spark.read().format("indexkv").load(path + "/store").createOrReplaceTempView("kind_store");
  }
}
