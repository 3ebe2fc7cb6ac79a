/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.JoinTables.KeyColumn;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints, read options and the session's mode decide whether a join is a lookup join. */
@Tag("slow")
class JoinPolicyTest {
  private static final String JOIN =
      "select %s f.id, d.l1 from facts_bigint f join %s d on f.key = d.key";
  private static final String REASON = "no lookup join: ";

  private final SparkSession spark = LocalSpark.session();

  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  @ParameterizedTest
  @CsvSource({
    "off, on, true",
    "off, require, true",
    "off, auto, true",
    "auto, off, false",
    "on, off, false",
    "require, off, false"
  })
  void theReadsOptionIsStrongerThanTheSession(String session, String read, boolean lookup) {
    load(read).createOrReplaceTempView("store_read");
    String plan = plan(JOIN.formatted("", "store_read"), session);

    if (lookup) {
      assertThat(plan).contains("LookupJoin").doesNotContain(REASON);
    } else {
      assertThat(plan).doesNotContain("LookupJoin").contains(REASON + "the read, or a hint, sets");
    }
  }

  @Test
  void aReadThatRequiresFailsWhereASessionWouldNot() {
    load("require").createOrReplaceTempView("store_read");
    String sql = "select 1 from facts_bigint f full join store_read d on f.key = d.key";

    assertThatThrownBy(() -> plan(sql, "auto")).hasMessageContaining("FULL OUTER join");
  }

  @Test
  void refusesAnUnknownModeOfARead() {
    load("sometimes").createOrReplaceTempView("store_read");

    assertThatThrownBy(() -> plan("select * from store_read", "auto"))
        .hasMessageContaining("option 'join' is 'sometimes', expected one of auto, on, off");
  }

  @ParameterizedTest
  @CsvSource({
    "LOOKUP(d), off, true",
    "lookup(D), off, true",
    "LOOKUP, off, true",
    "'LOOKUP(d), BROADCAST(d)', auto, true",
    "LOOKUP(store_bigint), off, false", // the table is called d here
    "LOOKUP(x), off, false",
    "NO_LOOKUP(d), on, false",
    "'NO_LOOKUP(f, d)', on, false",
    "NO_LOOKUP(f), on, true"
  })
  void hintsNameTheTablesOfAQuery(String hint, String session, boolean lookup) {
    String plan = plan(JOIN.formatted("/*+ " + hint + " */", "store_bigint"), session);

    assertThat(plan.contains("LookupJoin")).as(plan).isEqualTo(lookup);
  }

  @Test
  void aHintNamesATableEvenIfAColumnHasItsName() {
    String sql =
        "select %s f.id, d.l1 from (select id, key, qty as d from facts_bigint) f"
            + " join store_bigint d on f.key = d.key";

    assertThat(lookups(sql.formatted(""))).isEqualTo(1);
    assertThat(lookups(sql.formatted("/*+ NO_LOOKUP(d) */"))).isZero();
  }

  @Test
  void hintsReachIntoNoOtherSubquery() {
    String sql =
        "select %s a.id, e.l2 from (select %s f.id, f.key from facts_bigint f join store_bigint d on"
            + " f.key = d.key) a left join store_bigint e on a.key = e.key";

    assertThat(lookups(sql.formatted("/*+ NO_LOOKUP(d) */", ""))).isEqualTo(2);
    assertThat(lookups(sql.formatted("", "/*+ NO_LOOKUP(d) */"))).isEqualTo(1);
    assertThat(lookups(sql.formatted("/*+ NO_LOOKUP(e) */", ""))).isEqualTo(1);
    assertThat(lookups(sql.formatted("/*+ NO_LOOKUP */", ""))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                  | 3",
        "NO_LOOKUP(d)      | 2",
        "NO_LOOKUP(e)      | 2",
        "NO_LOOKUP(d, e)   | 1",
        "NO_LOOKUP         | 0",
        "NO_LOOKUP(c)      | 2",
        "NO_LOOKUP(common) | 3" // the tables have other names here
      })
  void aCommonTableTakesAHintWhereItIsNamed(String hint, int lookups) {
    String sql =
        "with b as (select key, l1, l2 from store_bigint where l2 %% 3 < 2), common as (select l1"
            + " as m, key as k, l2 from b), c as (select l1, key from store_bigint) select %s f.id,"
            + " d.m, e.l2, c.l1 from facts_bigint f left join common d on f.key = d.k left join"
            + " common e on f.id = e.k left join c on f.qty = c.key";
    String hinted = sql.formatted(hint == null ? "" : "/*+ " + hint + " */");

    Queries.Answer answer = Queries.run(hinted, Map.of("spark.indexkv.join.mode", "on"));
    assertThat(answer.lookups()).as(answer.plan()).isEqualTo(lookups);
    assertThat(answer.rows()).isEqualTo(Queries.run(sql.formatted(""), Queries.reference()).rows());
  }

  @Test
  void aCommonTableTakesNoHintFromASubqueryNorIfItIsNotDeterministic() {
    String exists =
        "with d as (select key, l1 from store_bigint) select f.id from facts_bigint f where exists"
            + " (select /*+ NO_LOOKUP(d) */ 1 from d where d.key = f.key)";
    String random =
        "with d as (select key, rand() as r from store_bigint) select /*+ NO_LOOKUP(e) */ d.r, e.r"
            + " from d join d e on d.key = e.key";

    assertThat(lookups(exists)).isEqualTo(1);
    // both uses see the same numbers, because Spark computes them once
    assertThat(plan(random, "on")).contains("ReusedExchange");
  }

  @Test
  void aHintInACommonTableIsOfThatTable() {
    String sql =
        "with d as (select /*+ NO_LOOKUP(s) */ key, l1 from store_bigint s) select %s f.id, d.l1,"
            + " e.l1 from facts_bigint f left join d on f.key = d.key left join d e on f.id ="
            + " e.key";

    assertThat(lookups(sql.formatted(""))).isZero();
    assertThat(lookups(sql.formatted("/*+ LOOKUP(e) */"))).isEqualTo(1);
  }

  @Test
  void aDatasetTakesHintsToo() {
    Dataset<Row> facts = spark.table("facts_bigint");
    Dataset<Row> store = spark.table("store_bigint");

    Map<String, String> off = Map.of("spark.indexkv.join.mode", "off");
    assertThat(Queries.with(off, () -> explain(facts.join(store.hint("lookup"), "key"))))
        .contains("LookupJoin");
    assertThat(explain(facts.join(store.hint("no_lookup"), "key"))).doesNotContain("LookupJoin");
  }

  @Test
  void keepsDynamicPruningOfPartitions(@TempDir Path directory) {
    String facts = directory.resolve("facts").toString();
    spark.range(200).selectExpr("id", "id % 20 as key").write().partitionBy("key").parquet(facts);
    spark.read().parquet(facts).createOrReplaceTempView("partitioned");
    String sql =
        "select f.id, d.l1 from partitioned f join store_bigint d on f.key = d.key where d.s1 ="
            + " 's4'";

    assertThat(plan(sql, "auto"))
        .contains("dynamicpruning", "BroadcastHashJoin", REASON + "the broadcast of the store's")
        .doesNotContain("LookupJoin");
    assertThat(plan(sql, "on")).contains("LookupJoin");
    // without a broadcast, Spark has nothing to prune with
    Map<String, String> none = Map.of("spark.sql.autoBroadcastJoinThreshold", "-1");
    assertThat(Queries.run(sql, none).plan()).contains("LookupJoin");
  }

  private Dataset<Row> load(String mode) {
    return spark
        .read()
        .format("indexkv")
        .option("join", mode)
        .load(JoinTables.storeLocation(KeyColumn.BIGINT));
  }

  private static int lookups(String sql) {
    return Queries.run(sql, Map.of("spark.indexkv.join.mode", "on")).lookups();
  }

  private static String plan(String sql, String mode) {
    return Queries.run(sql, Map.of("spark.indexkv.join.mode", mode)).plan();
  }

  private static String explain(Dataset<Row> query) {
    return Queries.plan(query).toString();
  }
}
