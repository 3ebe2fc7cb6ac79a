/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark's optimizer loses a part of these queries, so they fail with any join. */
class BrokenPlanTest {
  private static final RandomTables TABLES = new RandomTables();

  /** Spark 3.5 forgets t2.st.y, which only the condition reads; a later version may not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select t0.id from facts t0 left join s_bigint t1 on t0.kb = t1.key where t0.a = 1 or not"
            + " exists (select 1 from s_smallint t2 where t0.ks = t2.key and if(t2.st.y is not"
            + " null, t0.st.x, t1.key) = 1 and t2.st.x <=> t2.key)",
        "select t0.id from facts t0 full join s_bigint t1 on t0.kb = t1.key where t0.a = 1 or not"
            + " exists (select 1 from s_smallint t2 where t0.ks = t2.key and if(t2.st.y is not"
            + " null, t0.st.x, t1.key) = 1 and t2.st.x <=> t2.key)",
      })
  void failsAsInSparkIfANestedFieldOfTheConditionIsLost(String sql) {
    SparkSession spark = LocalSpark.session().newSession();
    TABLES.views(spark);
    for (String budget : List.of("1", "1g")) {
      Map<String, String> settings =
          Map.of("spark.sql.adaptive.enabled", "false", "spark.indexkv.join.cacheBudget", budget);

      Outcome off = Outcome.of(spark, sql, settings, "off");
      Outcome on = Outcome.of(spark, sql, settings, "on");

      assertThat(on.failure()).isEqualTo(off.failure());
      assertThat(on.rows()).isEqualTo(off.rows());
    }
  }
}
