/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The joins of plans as data. */
class StoreJoinsTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeTables() {
    SparkSession spark = LocalSpark.session();
    StoreDirectory store = new StoreDirectory(directory.resolve("codes"));
    store.write(spark.range(100).selectExpr("concat('c', id) as code", "id as n"), "code");
    store.read().createOrReplaceTempView("reported");
    spark.range(100).selectExpr("concat('c', id) as c").createOrReplaceTempView("asks");
  }

  @Test
  void namesLookupsAndReasons() {
    Dataset<Row> query =
        LocalSpark.session()
            .sql(
                "select r.n, s.n from asks a left join reported r on a.c = r.code"
                    + " left join reported s on a.c = upper(s.code)");
    query.collectAsList();
    List<StoreJoin> joins = StoreJoins.of(plan(query));

    assertThat(joins).hasSize(2);
    assertThat(StoreJoins.summary(joins)).isEqualTo("1 of 2 joins with a store are lookups");
    assertThat(StoreJoins.text(plan(query)))
        .containsPattern("codes@1 is looked up on c#\\d+ = code, LeftOuter, probe=row")
        .contains("codes@1 is not looked up: no equality has key column 'code' alone on one side.")
        .contains("Compare each key column as it is");
    StoreJoin lookup = joins.stream().filter(StoreJoin::isLookup).findFirst().orElseThrow();
    assertThat(lookup.getMetrics()).containsKeys("keysProbed", "hits", "misses");
  }

  @Test
  void saysThatThereIsNone() {
    Dataset<Row> query = LocalSpark.session().sql("select count(*) from reported");

    assertThat(StoreJoins.text(plan(query))).isEqualTo("no join with a store");
  }

  private static SparkPlan plan(Dataset<Row> query) {
    try {
      // Dataset's class differs between Spark 3 and 4
      return ((QueryExecution) query.getClass().getMethod("queryExecution").invoke(query))
          .executedPlan();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
