/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which version a query reads that was planned before another commit. */
class TableIdentityTest {
  private final SparkSession spark = LocalSpark.session();
  private final boolean refreshes = !spark.version().startsWith("3.");

  @BeforeEach
  void createTable() {
    spark.sql("create namespace if not exists kv.identity");
    create();
  }

  @AfterEach
  void dropTable() {
    spark.sql("drop table if exists kv.identity.t purge");
  }

  @Test
  void aKeptFrameReadsTheNewestVersionWhereSparkRefreshesIt() {
    Dataset<Row> kept = spark.table("kv.identity.t");
    insert(2);

    assertThat(kept.count()).isEqualTo(refreshes ? 2 : 1);
    assertThat(spark.table("kv.identity.t").count()).isEqualTo(2);
  }

  @Test
  void aSelfJoinReadsOneVersion() {
    Dataset<Row> kept = spark.table("kv.identity.t").as("a");
    insert(2);
    Dataset<Row> fresh = spark.table("kv.identity.t").as("b");
    long pairs = kept.crossJoin(fresh).count();

    assertThat(pairs).isEqualTo(refreshes ? 4 : 2);
    insert(3);
    assertThat(
            spark
                .sql("select count(*) from kv.identity.t a join kv.identity.t b on a.k = b.k")
                .first()
                .getLong(0))
        .isEqualTo(3);
  }

  @Test
  void aTableThatWasCreatedAgainIsAnotherOne() {
    Dataset<Row> kept = spark.table("kv.identity.t");
    spark.sql("drop table kv.identity.t purge");
    create();

    assertThatThrownBy(kept::collectAsList)
        .hasMessageContaining(refreshes ? "INCOMPATIBLE_TABLE_CHANGE_AFTER_ANALYSIS" : "replaced");
    assertThat(spark.table("kv.identity.t").count()).isEqualTo(1);
  }

  private void create() {
    spark.sql("create table kv.identity.t (k int, v string) tblproperties ('key'='k')");
    insert(1);
  }

  private void insert(int key) {
    spark.sql("insert into kv.identity.t values (%d, 'v')".formatted(key));
  }
}
