/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark runs equal scans once. So scans are equal only if they give the same rows. */
class ScanIdentityTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();

  /** No two of them have the same rows. */
  private static final List<String> QUERIES =
      List.of(
          "select * from newer",
          "select * from older",
          "select k from newer",
          "select v from newer",
          "select * from newer where k < 5",
          "select * from newer where k < 6",
          "select * from newer where k < 5 or k > 90",
          "select * from newer where k = 5",
          "select * from newer where k in (5, 6)",
          "select * from newer limit 5",
          "select * from newer limit 6",
          "select * from newer order by k limit 5",
          "select * from newer order by k desc limit 5",
          "select * from newer where k < 50 order by k desc limit 5",
          "select count(*) from newer",
          "select count(*) from older",
          "select count(*) from newer where k < 5",
          "select count(*) from newer where k < 6",
          "select min(k) from newer",
          "select max(k) from newer",
          "select max(k) from newer where k < 5",
          "select max(k), min(k) from newer",
          "select count(*), max(k) from newer");

  @TempDir static Path directory;

  @BeforeAll
  static void writeTwoVersions() {
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store.write(SPARK.range(50).selectExpr("id as k", "concat('old', id) as v"), "k");
    store.write(SPARK.range(100).selectExpr("id as k", "concat('t', id) as v"), "k");
    view("older", 1);
    view("newer", 2);
  }

  private static void view(String name, long version) {
    SPARK
        .read()
        .format("indexkv")
        .option("version", version)
        .load(directory.resolve("store").toString())
        .createOrReplaceTempView(name);
  }

  @Test
  void scansOfOneQueryAreEqual() {
    for (String query : QUERIES) {
      Scan scan = scan(query);
      assertThat(scan).as(query).isEqualTo(scan(query)).hasSameHashCodeAs(scan(query));
      assertThat(scan.toBatch()).as(query).isSameAs(scan.toBatch());
      assertThat(scan.toBatch()).as(query).isEqualTo(scan(query).toBatch());
    }
  }

  @Test
  void scansOfOtherQueriesAreNot() {
    for (String one : QUERIES) {
      for (String other : QUERIES) {
        if (!one.equals(other)) {
          assertThat(scan(one)).as(one + "; " + other).isNotEqualTo(scan(other));
        }
      }
    }
  }

  /** Literals of binary columns are arrays, of which no two are equal. */
  @Test
  void scansByBinaryKeysAreEqual() {
    StoreDirectory store = new StoreDirectory(directory.resolve("bytes"));
    store.write(SPARK.range(50).selectExpr("unhex(lpad(hex(id), 4, '0')) as b", "id as v"), "b");
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("by_bytes");
    for (String filter : List.of("b = X'0007'", "b in (X'0007', X'0009')", "b < X'0007'")) {
      String query = "select * from by_bytes where " + filter;
      assertThat(scan(query)).as(query).isEqualTo(scan(query)).hasSameHashCodeAs(scan(query));
    }
    assertThat(scan("select * from by_bytes where b < X'0007'"))
        .isNotEqualTo(scan("select * from by_bytes where b < X'0008'"));
  }

  /** Each subquery has a scan of its own, and none takes the rows of another. */
  @Test
  void subqueriesWithOtherScansHaveOtherRows() {
    SPARK.conf().set("spark.sql.adaptive.enabled", "false");
    try {
      String query =
          "select (select max(k) from newer where k < 5), (select max(k) from newer),"
              + " (select min(k) from newer), (select max(k) from older),"
              + " (select count(*) from newer where k < 7), (select count(*) from newer),"
              + " (select max(k) from newer where k < 5)";
      assertThat(SPARK.sql(query).first()).hasToString("[4,99,0,49,7,100,4]");
    } finally {
      SPARK.conf().unset("spark.sql.adaptive.enabled");
    }
  }

  private static Scan scan(String query) {
    return ((DataSourceV2ScanRelation)
            SPARK.sql(query).queryExecution().optimizedPlan().collectLeaves().head())
        .scan();
  }
}
