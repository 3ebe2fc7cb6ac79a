/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the mode auto, IndexKV leaves a join to Spark if Spark would rather broadcast the store's
 * side.
 */
class JoinSizesTest {
  private static final String FILTERED =
      "select %s f.id, d.l1 from facts_bigint f join store_bigint d on f.key = d.key where d.s1 ="
          + " 's4'";
  private static final String REASON =
      "no lookup join: the store's side is filtered and, with an estimated";

  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f.id, d.l1 from facts_bigint f join store_bigint d on f.key = d.key and d.l2 > 7",
        "select f.id, d.l1 from facts_bigint f left join (select * from store_bigint where l2 > 7) d"
            + " on f.key = d.key",
        "select f.id, d.l1 from (select * from store_bigint where l2 > 7) d right join facts_bigint"
            + " f on f.key = d.key",
        "select f.id from facts_bigint f left semi join (select key + 0 as k, key from store_bigint"
            + " where l2 > 7) d on f.key = d.key",
        "select f.id from facts_bigint f where not exists (select 1 from store_bigint d where f.key"
            + " = d.key and d.l2 > 7)",
      })
  void aSmallFilteredStoreIsBroadcast(String sql) {
    for (String adaptive : new String[] {"true", "false"}) {
      Map<String, String> settings = Map.of("spark.sql.adaptive.enabled", adaptive);

      assertThat(plan(sql, settings))
          .doesNotContain("LookupJoin")
          .contains("BroadcastHashJoin", REASON);
    }
  }

  @Test
  void aSmallStoreIsLookedUpAsAWhole() {
    String sql = "select f.id, d.l1 from facts_bigint f join store_bigint d on f.key = d.key";

    assertThat(plan(sql, Map.of())).contains("LookupJoin");
    // this condition follows from the join
    assertThat(plan(sql + " where d.key is not null", Map.of())).contains("LookupJoin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "100"})
  void aFilteredStoreThatSparkWouldNotBroadcastIsLookedUp(String threshold) {
    Map<String, String> settings = Map.of("spark.sql.autoBroadcastJoinThreshold", threshold);

    assertThat(plan(FILTERED.formatted(""), settings)).contains("LookupJoin");
  }

  @Test
  void whoAsksForALookupJoinGetsOne() {
    assertThat(plan(FILTERED.formatted(""), Map.of("spark.indexkv.join.mode", "on")))
        .contains("LookupJoin");
    assertThat(plan(FILTERED.formatted("/*+ LOOKUP(d) */"), Map.of())).contains("LookupJoin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10m", "100"})
  void decidesTheSameWhenStagesBelowHaveRun(String threshold) {
    // when adaptive execution plans the join again, it knows that the probe side is small
    String sql =
        "select f.key, f.n, d.l1 from (select key, count(*) n from facts_bigint group by key) f"
            + " join store_bigint d on f.key = d.key where d.s1 = 's4'";
    Map<String, String> settings =
        Map.of(
            "spark.sql.adaptive.enabled", "true",
            "spark.sql.autoBroadcastJoinThreshold", threshold,
            "spark.sql.adaptive.autoBroadcastJoinThreshold", "1g");

    String[] plans = plan(sql, settings).split("== Initial Plan ==");

    // if the other side's keys narrow a scan, their subquery has plans of its own
    assertThat(plans).hasSizeGreaterThanOrEqualTo(2);
    for (String plan : plans) {
      assertThat(plan.contains("LookupJoin")).as(plan).isEqualTo(threshold.equals("100"));
    }
  }

  private static String plan(String sql, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("spark.indexkv.join.mode", "auto");
    return Queries.run(sql, all).plan();
  }
}
