/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The join evaluates a user's functions over a store's columns. */
class UserFunctionJoinTest {
  @BeforeAll
  static void createTables() {
    JoinTables.create();
    SparkSession spark = LocalSpark.session();
    UDF2<Long, Integer, Boolean> apart = (l, q) -> l != null && q != null && l % 5 != q % 5;
    UDF2<String, Long, String> label = (s, l) -> l == null ? "none of " + s : s + '/' + l;
    spark.udf().register("join_test_apart", apart, DataTypes.BooleanType);
    spark.udf().register("join_test_label", label, DataTypes.StringType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f.id, join_test_label(d.s1, d.l2) from facts_bigint f left join store_bigint d"
            + " on f.key = d.key and join_test_apart(d.l1, f.qty)",
        "select f.id, d.x from facts_bigint f left join (select key, i1, join_test_label(s1, l2) as"
            + " x from store_bigint where join_test_apart(l1, 3)) d on f.key = d.key and d.i1 > f.qty",
        "select f.id, d.x from facts_bigint f join (select key, join_test_label(s1, l2) as x from"
            + " store_bigint) d on f.key = d.key and d.x > join_test_label('s3', f.id)",
        "select f.id from facts_bigint f left anti join store_bigint d on f.key = d.key and"
            + " join_test_apart(d.l2, f.qty)"
      })
  void giveWhatSparksJoinGives(String sql) {
    List<String> expected = Queries.run(sql, Queries.reference()).rows();
    assertThat(expected).hasSizeGreaterThan(100);

    Queries.Answer batch = Queries.run(sql, settings(Map.of()));
    assertThat(batch.rows()).as(batch.plan()).isEqualTo(expected);
    assertThat(batch.plan()).contains("probe=batch");

    Map<String, String> rows = Map.of("spark.sql.parquet.enableVectorizedReader", "false");
    Queries.Answer row = Queries.run(sql, settings(rows));
    assertThat(row.rows()).as(row.plan()).isEqualTo(expected);
    assertThat(row.plan()).contains("probe=row");

    Map<String, String> interpreted =
        Map.of(
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");
    Queries.Answer none = Queries.run(sql, settings(interpreted));
    assertThat(none.rows()).as(none.plan()).isEqualTo(expected);
    assertThat(none.plan()).contains("probe=row");
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> out = new HashMap<>(more);
    out.put("spark.indexkv.join.mode", "require");
    return out;
  }
}
