/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code joinWith} packs each side into a struct, and is a lookup join like a plain join. */
@Tag("slow")
class JoinWithTest {
  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @ParameterizedTest
  @CsvSource({"inner,on", "left_outer,on", "inner,off", "left_outer,off"})
  void looksUpAsTheJoinDoes(String type, String mode) {
    for (String more : List.of("true", "d.l2 > 9", "d.d1 > f.amount and f.qty < 5")) {
      List<String> expected =
          Queries.with(Queries.reference(), () -> Queries.rows(query("parquet", type, more)));
      Queries.with(
          Map.of("spark.indexkv.join.mode", mode),
          () -> {
            Dataset<Row> query = query("store", type, more);

            assertThat(Queries.rows(query)).isEqualTo(expected);
            String plan = Queries.plan(query).toString();
            assertThat(Queries.lookups(plan)).as(plan).isEqualTo(mode.equals("on") ? 1 : 0);
            return null;
          });
    }
  }

  private static Dataset<Row> query(String tables, String type, String more) {
    Dataset<Row> facts = LocalSpark.session().table("facts_bigint").as("f");
    Dataset<Row> store = LocalSpark.session().table(tables + "_bigint").as("d");
    Column condition = functions.expr("f.key = d.key and " + more);
    return facts.joinWith(store, condition, type).toDF();
  }
}
