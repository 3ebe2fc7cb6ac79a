/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a read chooses its version. StreamJoinTest has the same for streams. */
class RefreshTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeAVersion() {
    write(1);
  }

  @AfterEach
  void drop() {
    spark.sql("drop view if exists a_view");
  }

  @Test
  void eachQueryReadsTheNewestVersion() {
    Dataset<Row> table = reader("query").load(store().toString());
    for (int rows = 2; rows <= 3; rows++) {
      write(rows);
      assertThat(table.count()).isEqualTo(rows);
      assertThat(table.where("id = " + (rows - 1)).count()).isOne();
    }
    Dataset<Row> planned = table.crossJoin(table.selectExpr("id as other"));
    assertThat(planned.count()).isEqualTo(9);
  }

  @Test
  void aSelfJoinReadsOneVersion() {
    Dataset<Row> one = reader("query").load(store().toString());
    write(2);
    Dataset<Row> other = reader("QUERY").load(store().toString());
    write(5);

    assertThat(one.union(other).count()).isEqualTo(10);
  }

  @Test
  void byDefaultItIsTheVersionThatWasLoaded() {
    Dataset<Row> table = reader("load").load(store().toString());
    write(2);

    assertThat(table.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "query"})
  void aTemporaryViewDoesAsToldToo(String refresh) {
    spark.sql(
        "create temporary view a_view using indexkv options (path '%s', refresh '%s')"
            .formatted(store(), refresh));
    write(2);

    assertThat(spark.sql("select count(*) from a_view").first().getLong(0))
        .isEqualTo(refresh.equals("load") ? 1 : 2);
  }

  @Test
  void aReadThatNamesAVersionCannotRefresh() {
    assertThatThrownBy(() -> reader("query").option("version", 1).load(store().toString()))
        .hasMessageContaining("option 'version' (1) names one: leave one of them out");
    assertThatThrownBy(() -> reader("batch").load(store().toString()))
        .hasMessageContaining("option 'refresh' is 'batch', expected one of load, query");
  }

  @Test
  void columnsThatAreGoneFailTheQuery() {
    Dataset<Row> table = reader("query").load(store().toString());
    store().write(spark.range(2).selectExpr("id"), "id");

    assertThatThrownBy(table::count)
        .hasMessageContaining("was created with the column 'v' as string")
        .hasMessageContaining("load the store again");
  }

  private DataFrameReader reader(String refresh) {
    return spark.read().format("indexkv").option("refresh", refresh);
  }

  private void write(int rows) {
    store().write(spark.range(rows).selectExpr("id", "concat('v', id) as v"), "id");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
