/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are bytes. If strings are equal in another sense, Spark compares them. */
class CollationJoinTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeStore() {
    assumeTrue(!spark.version().startsWith("3."), "Spark 3 has no collations");
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store.write(spark.sql("select 'Key' || id as key, id as v from range(10)"), "key");
    store.read().createOrReplaceTempView("collation_store");
    spark
        .sql("select id, if(id % 2 = 0, 'KEY', 'Key') || id as k from range(12)")
        .createOrReplaceTempView("collation_facts");
  }

  @AfterEach
  void dropViews() {
    spark.catalog().dropTempView("collation_store");
    spark.catalog().dropTempView("collation_facts");
  }

  @Test
  void aCollatedStringIsNotComparedWithAKey() {
    String sql =
        "select f.id, d.v from collation_facts f join collation_store d"
            + " on f.k collate utf8_lcase = d.key";
    Queries.Answer answer = Queries.run(sql, Map.of("spark.indexkv.join.mode", "on"));

    assertThat(answer.rows()).hasSize(10);
    assertThat(answer.plan())
        .doesNotContain("LookupJoin")
        .contains("no lookup join: no equality has key column 'key' alone on one side");
  }

  @Test
  void aStringOfBytesIsLookedUp() {
    String sql = "select f.id, d.v from collation_facts f join collation_store d on f.k = d.key";
    Queries.Answer answer = Queries.run(sql, Map.of("spark.indexkv.join.mode", "require"));

    assertThat(answer.rows()).containsExactly("[1,1]", "[3,3]", "[5,5]", "[7,7]", "[9,9]");
    assertThat(answer.lookups()).isEqualTo(1);
  }
}
