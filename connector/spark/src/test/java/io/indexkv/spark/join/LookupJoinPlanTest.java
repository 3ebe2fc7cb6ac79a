/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.JoinTables.KeyColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("versions")
@Tag("few")
class LookupJoinPlanTest {
  private static final String INNER =
      "select f.id, d.l1 from facts_bigint f join store_bigint d on f.key = d.key";
  private static final String OUTER =
      "select f.id, d.l1, d.s2 from facts_bigint f left join store_bigint d"
          + " on f.key = d.key and d.l1 > 70 where f.qty < 5";

  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @Test
  void neitherShufflesNorSortsNorBroadcasts() {
    for (String plan :
        List.of(Queries.run(INNER, mode("auto")).plan(), Queries.run(OUTER, mode("on")).plan())) {
      assertThat(plan).contains("LookupJoin").doesNotContain("Exchange", "Sort", "BatchScan");
    }
  }

  @Test
  void showsWhatItLooksUpWhere() {
    assertThat(Queries.run(OUTER, mode("on")).plan())
        .containsPattern(
            "LookupJoin store_bigint \\[key#\\d+L = key\\], LeftOuter, store=(file:)?"
                + JoinTables.storeLocation(KeyColumn.BIGINT)
                + ", version=1, columns=\\[l1, key, s2\\], probe=batch,"
                + " conditions=\\[.*l1#\\d+L > 70.*\\], probeFilters=\\[.*qty#\\d+ < 5.*\\]");
  }

  @Test
  void showsTheSameInFormattedPlans() {
    String explain = "explain formatted " + OUTER;
    Dataset<Row> plan = Queries.with(mode("on"), () -> LocalSpark.session().sql(explain));

    assertThat(plan.first().getString(0))
        .contains("LookupJoin", "Join type: LeftOuter", "Version: 1", "Columns: [l1, key, s2]")
        .contains("Probe: batch", JoinTables.storeLocation(KeyColumn.BIGINT));
  }

  @Test
  void theNodeOfTheSqlTabIsCalledAsTheStoreIs() {
    for (String reader : List.of("true", "false")) {
      Dataset<Row> query =
          Queries.with(
              with(mode("on"), "spark.sql.parquet.enableVectorizedReader", reader),
              () -> {
                Dataset<Row> q = LocalSpark.session().sql(INNER);
                q.collect();
                return q;
              });

      assertThat(lookupJoin(query).nodeName()).isEqualTo("LookupJoin store_bigint");
    }
  }

  @Test
  void probesColumnsInGeneratedCodeAndRowsOutsideOfIt() {
    assertThat(Queries.run(INNER, mode("on")).plan())
        .containsPattern("\\*\\(\\d+\\) LookupJoin .*probe=batch")
        .doesNotContain("ColumnarToRow");
    assertThat(
            Queries.run(INNER, Map.of("spark.sql.parquet.enableVectorizedReader", "false")).plan())
        .containsPattern("(?m)^[^*]*LookupJoin .*probe=row");
  }

  @Test
  void joinsOfAStarAreOneStageOfGeneratedCode() {
    String star =
        "select f.id, d.l1, e.s2 from facts_bigint f left join store_bigint d on f.key = d.key"
            + " left join store_bigint e on %s = e.key";

    assertThat(Queries.run(star.formatted("f.id"), mode("on")).plan())
        .containsPattern(
            "(?s)\\*\\(1\\) LookupJoin store_bigint \\[id.*\\*\\(1\\) LookupJoin store_bigint \\[key")
        .doesNotContain("probe=row", "ColumnarToRow");
    assertThat(Queries.run(star.formatted("d.l1"), mode("on")).plan())
        .containsPattern(
            "(?s)\\*\\(1\\) LookupJoin store_bigint \\[l1.*\\*\\(1\\) LookupJoin store_bigint \\[key")
        .doesNotContain("probe=row", "ColumnarToRow");
    assertThat(Queries.run(star.formatted("d.l1 + 1"), mode("on")).plan())
        .containsPattern(
            "(?s)LookupJoin store_bigint \\[.*probe=row.*LookupJoin store_bigint \\[key.*probe=batch");
  }

  @Test
  void doesTheFiltersAndProjectionsBetweenItAndTheColumnsItself() {
    String sql =
        "select f.k, d.l1 from (select key as k, amount * 2 as a from facts_bigint"
            + " where qty < 5) f join store_bigint d on f.k = d.key and d.d1 < f.a";
    String plan = Queries.run(sql, mode("on")).plan();

    assertThat(plan)
        .contains("probe=batch")
        .doesNotContain("ColumnarToRow")
        .doesNotContainPattern("(?m)^[^A-Z]*Filter ");
  }

  @Test
  void keepsThePartitioningAndOrderOfTheProbeSide() {
    String sql =
        """
        select f.key, f.n, d.l1, row_number() over (partition by f.key order by d.l1) r
        from (select key, count(*) n from facts_bigint group by key) f
        left join store_bigint d on f.key = d.key
        """;
    String plan = Queries.run(sql, with(mode("on"), "spark.sql.adaptive.enabled", "false")).plan();

    assertThat(plan).containsOnlyOnce("Exchange").contains("LookupJoin");
  }

  @Test
  void equalJoinsShareTheirExchange() {
    String aggregate =
        "(select d.s1, count(*) c from facts_bigint f join store_bigint d on f.key = d.key"
            + " group by d.s1)";
    String sql = "select a.c, b.c from " + aggregate + " a join " + aggregate + " b on a.s1 = b.s1";

    assertThat(Queries.run(sql, with(mode("on"), "spark.sql.adaptive.enabled", "false")).plan())
        .contains("ReusedExchange");
    assertThat(
            Queries.run(
                    sql.replaceFirst("(?s)(.*)store_bigint d on f.key", "$1store_bigint d on f.id"),
                    with(mode("on"), "spark.sql.adaptive.enabled", "false"))
                .plan())
        .doesNotContain("ReusedExchange");
  }

  @Test
  void countsWhatItDoes() {
    Dataset<Row> query =
        Queries.with(
            mode("on"),
            () -> {
              Dataset<Row> q =
                  LocalSpark.session()
                      .sql(
                          "select f.id, d.l1 from facts_bigint f left join store_bigint d"
                              + " on f.key = d.key and d.l1 % 2 = 0");
              q.collect();
              return q;
            });
    Map<String, SQLMetric> metrics = metrics(query);
    long facts = LocalSpark.session().table("facts_bigint").count();
    long hits =
        LocalSpark.session()
            .sql("select 1 from facts_bigint f join parquet_bigint d on f.key = d.key")
            .count();

    assertThat(metrics.get("keys probed").value()).isEqualTo(facts);
    assertThat(metrics.get("hits").value()).isEqualTo(hits).isPositive();
    assertThat(metrics.get("misses").value()).isEqualTo(facts - hits).isPositive();
    assertThat(metrics.get("number of output rows").value()).isEqualTo(facts);
    assertThat(metrics.get("probe time").value()).isPositive();
  }

  @Test
  void offLeavesEverythingToSpark() {
    assertThat(Queries.run(INNER, mode("off")).plan()).doesNotContain("LookupJoin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BROADCAST(d)",
        "BROADCAST(f)",
        "MERGE(d)",
        "MERGE(f)",
        "SHUFFLE_HASH(d)",
        "SHUFFLE_HASH(f)",
        "SHUFFLE_REPLICATE_NL(d)"
      })
  void autoFollowsTheHintsOfTheQuery(String hint) {
    String sql = INNER.replaceFirst("select", "select /*+ " + hint + " */");

    assertThat(Queries.run(sql, mode("auto")).plan())
        .doesNotContain("LookupJoin")
        .containsPattern("no lookup join: the hint .* asks for another join");
    assertThat(Queries.run(sql, mode("on")).plan()).contains("LookupJoin");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decidesTheSameWhenAdaptiveExecutionPlansAgain(boolean smallStages) {
    // two stages below the join; their sizes would make Spark prefer other joins
    String sql =
        """
        select f.key, f.n, d.l1 from
          (select a.key, count(*) n from facts_bigint a join facts_bigint b on a.id = b.id + %d
           group by a.key) f
        join store_bigint d on f.key = d.key
        """
            .formatted(smallStages ? 1_000_000 : 1);
    Map<String, String> settings = with(mode("auto"), "spark.sql.autoBroadcastJoinThreshold", "-1");

    assertThat(
            Queries.run(
                    sql,
                    with(settings, "spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold", "1g"))
                .plan())
        .satisfies(
            plan ->
                assertThat(
                        plan.contains("LookupJoin")
                            || plan.contains("EmptyRelation")
                            || plan.contains("LocalTableScan"))
                    .isTrue())
        .doesNotContain("BatchScan");
  }

  @Test
  void refusesUnknownModes() {
    assertThatThrownBy(() -> Queries.run(INNER, mode("sometimes")))
        .hasMessageContaining("spark.indexkv.join.mode")
        .hasMessageContaining("'sometimes'")
        .hasMessageContaining("auto, on, off, require");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 from facts_bigint f full join store_bigint d on f.key = d.key | FULL OUTER join",
        "select 1 from store_bigint d left join facts_bigint f on f.key = d.key | LEFT OUTER join with the store on the left",
        "select 1 from store_bigint d left semi join facts_bigint f on f.key = d.key | LEFT SEMI join with the store on the left returns a store row once",
        "select 1 from facts_bigint f join store_bigint d on f.id = d.l2 | no equality has key column 'key' alone on one side",
        "select 1 from range(9) f join store_bigint d on f.id <> d.key | no equality between its sides",
        "select 1 from facts_bigint f join store_bigint d on f.amount = d.key | no equality has key column 'key' alone on one side",
        "select 1 from facts_bigint f join store_bigint d on f.key = d.key where d.key in (1, 2) | filter on the key was pushed",
        "select 1 from facts_bigint f join (select *, rand() r from store_bigint) d on f.key = d.key where r < 2 | cannot be merged",
        "select 1 from facts_bigint f where f.key not in (select key from store_bigint where l2 > 5) | NOT IN also tests for nulls",
      })
  void requireSaysWhyAJoinIsNoLookupJoin(String sql, String reason) {
    assertThatThrownBy(() -> Queries.run(sql, mode("require")))
        .hasMessageContaining(reason)
        .hasMessageContaining(JoinTables.storeLocation(KeyColumn.BIGINT))
        .hasMessageContaining("version 1")
        .hasMessageContaining("spark.indexkv.join.mode=require");
    assertThat(Queries.run(sql, mode("on")).plan())
        .doesNotContain("LookupJoin")
        .containsPattern("BatchScan .* no lookup join: [^\n]*" + Pattern.quote(reason));
  }

  @Test
  void requireLetsLookupJoinsAndJoinsWithoutStoresBe() {
    assertThat(Queries.run(INNER, mode("require")).plan()).contains("LookupJoin");
    assertThat(
            Queries.run(
                    "select 1 from facts_bigint f full join parquet_bigint d on f.key = d.key",
                    mode("require"))
                .rows())
        .isNotEmpty();
  }

  @Test
  void looksUpTheVersionThatWasRead() {
    var spark = LocalSpark.session();
    String store = JoinTables.storeLocation(KeyColumn.TINYINT) + "-versions";
    for (int version = 1; version <= 2; version++) {
      spark
          .sql("select id as key, id * " + version + " as v from range(10)")
          .write()
          .format("indexkv")
          .option("key", "key")
          .mode("overwrite")
          .save(store);
    }
    spark.read().format("indexkv").load(store).createOrReplaceTempView("newest");
    spark
        .read()
        .format("indexkv")
        .option("version", 1)
        .load(store)
        .createOrReplaceTempView("first");

    Queries.Answer answer =
        Queries.run(
            "select a.id, b.v, c.v from range(7, 9) a join newest b on a.id = b.key"
                + " join first c on a.id = c.key",
            mode("require"));
    assertThat(answer.rows()).containsExactly("[7,14,7]", "[8,16,8]");
    assertThat(answer.plan()).contains("version=1", "version=2");
  }

  private static Map<String, SQLMetric> metrics(Dataset<Row> query) {
    Map<String, SQLMetric> out = new HashMap<>();
    lookupJoin(query)
        .metrics()
        .valuesIterator()
        .foreach(metric -> out.put(metric.name().get(), metric));
    return out;
  }

  private static LookupJoinExec lookupJoin(Dataset<Row> query) {
    return Queries.plan(query)
        .collectFirst(
            new scala.runtime.AbstractPartialFunction<
                org.apache.spark.sql.execution.SparkPlan, LookupJoinExec>() {
              @Override
              public boolean isDefinedAt(org.apache.spark.sql.execution.SparkPlan plan) {
                return plan instanceof LookupJoinExec;
              }

              @Override
              @SuppressWarnings("unchecked")
              public <A extends org.apache.spark.sql.execution.SparkPlan, B> B applyOrElse(
                  A plan, scala.Function1<A, B> otherwise) {
                return isDefinedAt(plan) ? (B) plan : otherwise.apply(plan);
              }
            })
        .get();
  }

  private static Map<String, String> mode(String mode) {
    return Map.of("spark.indexkv.join.mode", mode);
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> out = new HashMap<>(settings);
    out.put(name, value);
    return out;
  }
}
