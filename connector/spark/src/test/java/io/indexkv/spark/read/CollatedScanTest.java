/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are in the order of their bytes. If a query asks for another order, Spark compares. */
@Tag("versions")
class CollatedScanTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwins() {
    assumeTrue(!spark.version().startsWith("3."), "Spark 3 has no collations");
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    Dataset<Row> rows =
        spark.sql("select if(id % 2 = 0, 'Key', 'kEY') || id div 2 as k, id as v from range(20)");
    store.write(rows, "k");
    store.read().createOrReplaceTempView("collated_store");
    spark
        .createDataFrame(rows.collectAsList(), rows.schema())
        .createOrReplaceTempView("collated_plain");
  }

  @AfterEach
  void dropViews() {
    spark.catalog().dropTempView("collated_store");
    spark.catalog().dropTempView("collated_plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from T where k collate utf8_lcase = 'key3'",
        "select * from T where k collate utf8_lcase in ('key3', 'KEY4')",
        "select * from T where k collate utf8_lcase < 'key3'",
        // Spark 4.1 refuses BETWEEN here, on any table
        "select * from T where k collate utf8_lcase >= 'KEY3' and k collate utf8_lcase <= 'kez'",
        "select * from T where startswith(k collate utf8_lcase, 'key')",
        "select lower(min(k collate utf8_lcase)), lower(max(k collate utf8_lcase)) from T",
        "select count(distinct k collate utf8_lcase) from T",
        "select v from T order by k collate utf8_lcase desc, v limit 3"
      })
  void sparkCompares(String query) {
    assertThat(plan(query))
        .contains("IndexKvScan")
        .doesNotContain(" keys=[", " ranges=[", " aggregates=[", " first=", " last=");
    assertThat(rows(query, "store")).isEqualTo(rows(query, "plain")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from T where k = 'kEY3'",
        "select * from T where k < 'Key3'",
        "select * from T where startswith(k, 'kE')",
        "select v from T order by k desc limit 3"
      })
  void bytesAreComparedByTheScan(String query) {
    assertThat(plan(query)).containsPattern(" keys=\\[|ranges=\\[| last=");
    assertThat(rows(query, "store")).isEqualTo(rows(query, "plain")).isNotEmpty();
  }

  private String plan(String query) {
    String explain = "explain " + query.replace("from T", "from collated_store");
    return spark.sql(explain).first().getString(0);
  }

  private List<String> rows(String query, String table) {
    List<String> rows =
        spark.sql(query.replace("from T", "from collated_" + table)).collectAsList().stream()
            .map(Row::toString)
            .toList();
    return query.contains("order by") ? rows : rows.stream().sorted().toList();
  }
}
