/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import static io.indexkv.spark.unique.UniqueTables.SPARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.KeyTrust;
import io.indexkv.spark.unique.UniqueTables.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins and groupings that a store's key makes superfluous go, and no others. */
@Tag("slow")
class TrustedKeysTest {
  @TempDir static Path directory;

  @BeforeAll
  static void createTables() {
    UniqueTables.create(directory);
  }

  /** The first number is that of the joins that go, the second that of the groupings. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // outer joins that nobody reads
        "1 | 0 | select f.x from facts f left join one t on f.a = t.k",
        "1 | 0 | select f.x from one t right join facts f on f.a = t.k",
        "1 | 0 | select count(*), sum(f.x) from facts f left join one t on f.a = t.k",
        "1 | 0 | select f.x from facts f left join one t on t.k <=> f.a",
        "1 | 0 | select f.x from facts f left join one t on f.a = t.k and t.w > 2 and f.x < 5",
        "1 | 0 | select f.x from facts f left join two t on f.a = t.a and t.b = f.b",
        "1 | 0 | select f.x from facts f left join two t on t.a = 3 and t.b = f.b",
        "1 | 0 | select f.x from facts f left join (select * from two where a = 3) t on t.b = f.b",
        "1 | 0 | select f.x from facts f left join (select v from one where k = 3) t on true",
        "1 | 0 | select f.x from facts f left join layered t on cast(f.a as int) = t.k",
        "1 | 0 | select f.x from facts f left join one t on f.a = cast(t.k as decimal(20,0))",
        "1 | 0 | select f.x from facts f left join one t on t.k = f.a + f.x order by f.x, f.a limit 9",
        "1 | 0 | select f.x, row_number() over (order by f.a, f.x, f.b) as n from facts f left join one t on f.a = t.k",
        "0 | 0 | select f.x from facts f left join (select k as j, max(v) as m from one where w > 1 group by k) t on f.a = t.j",
        "2 | 0 | select f.x from facts f left join one t on f.a = t.k left join layered u on t.w = u.k",
        "1 | 0 | select f.x, t.v from facts f left join one t on f.a = t.k left join layered u on t.w = u.k",
        "1 | 0 | select s.x from (select f.x, f.a, t.v, u.v as w from facts f left join one t on f.a = t.k left join layered u on u.k = f.a) s where s.v is not null",
        "2 | 0 | select f.x from facts f left join (select t.k from one t left semi join facts g on t.w = g.x) t on f.a = t.k",
        "2 | 0 | select f.x from facts f left join (select t.k from one t join layered u on t.w = u.k) t on f.a = t.k",
        "1 | 0 | select * from (select f.x from facts f left join one t on f.a = t.k) union all select a from facts",
        "1 | 0 | select x from facts where a in (select f.a from facts f left join one t on f.x = t.k where f.x < 5)",
        // groupings by the key
        "0 | 1 | select distinct k, v from one",
        "0 | 1 | select distinct v, a, b from two where v > 3",
        "0 | 1 | select distinct b from two where a = 3",
        "0 | 1 | select k, max(v), min(w), sum(w), count(*), count(w), count(w, v) from one group by k",
        "0 | 1 | select k, count(*) filter (where w > 2), sum(w) filter (where w > 2) from one group by k",
        "0 | 1 | select k + 1, concat(max(v), 'x') from one group by k having max(w) > 1",
        "0 | 1 | select b, a, first(v), last(v), count(distinct v) from two group by a, b",
        "0 | 1 | select k, sum(w) from one group by k, v, w % 2",
        "0 | 1 | select j, max(v) from (select k as j, v from one where w > 1) group by j",
        "0 | 1 | select distinct t.k, t.v from one t left semi join facts f on t.k = f.a",
        "0 | 1 | select distinct t.k from one t left anti join facts f on t.k = f.a",
        "0 | 1 | select distinct t.k, u.v from one t join layered u on t.w = u.k",
        "0 | 1 | select distinct t.k, u.v from one t left join layered u on t.w = u.k",
        "0 | 1 | select distinct u.k, t.v from layered t right join one u on t.k = u.w",
        "0 | 1 | select distinct t.k, u.k from one t join layered u on t.v = u.v",
        "0 | 1 | select distinct t.k, u.a, u.b from one t left join two u on t.w = u.a",
        "0 | 1 | select distinct t.k, t.v from one t left join layered u on t.w = u.k",
        "0 | 1 | select distinct k, n from (select k, row_number() over (order by k) as n from one)",
        "0 | 1 | select distinct k from (select k from layered order by k limit 5)",
        "0 | 1 | select k from one intersect select a from facts",
        "0 | 1 | select k from one except select k from layered",
        "0 | 1 | select f.x, t.m from facts f full join (select k, max(v) as m from one group by k) t on f.a = t.k",
        "0 | 1 | select x from facts where a in (select distinct k from one where w > 1)",
        // Spark itself drops the join and the union
        "0 | 1 | select distinct t.k from one t left join facts f on t.k = f.a",
        "0 | 1 | select distinct k from (select k from one union all select k from one)",
        "0 | 1 | select distinct k, m from (select k, max(v) as m from one group by k)",
        "0 | 1 | select count(distinct k), count(distinct k, v) from one where w > 1",
        "0 | 0 | select f.x, (select count(*) from one t where t.k = f.a) as n from facts f"
      })
  void operatorsThatChangeNoRowGo(int joins, int groups, String query) {
    Answer before = UniqueTables.run(query, false);
    Answer after = UniqueTables.run(query, true);

    assertThat(after.rows()).as(after.plan()).isEqualTo(before.rows());
    assertThat(before.joins() - after.joins()).as("joins\n" + after.plan()).isEqualTo(joins);
    assertThat(before.groups() - after.groups()).as("groups\n" + after.plan()).isEqualTo(groups);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // columns are read: above, in a condition, by another join, by every operator
        "select f.x, t.v from facts f left join one t on f.a = t.k",
        "select f.x from facts f left join one t on f.a = t.k where t.v is null",
        "select f.x from facts f left join one t on f.a = t.k join layered u on u.v = coalesce(t.v, 'v1')",
        "select f.x from facts f left join one t on f.a = t.k order by t.v, f.x limit 5",
        "select distinct f.x, t.k from facts f left join one t on f.a = t.k",
        "select f.x, count(*) over (partition by t.k) as n from facts f left join one t on f.a = t.k",
        // the join drops or repeats rows
        "select f.x from facts f join one t on f.a = t.k",
        "select t.w from facts f left join one t on f.a = t.k where t.k > 3",
        "select f.x from facts f full join one t on f.a = t.k",
        "select f.x from facts f right join one t on f.a = t.k",
        "select f.x from facts f left join two t on f.a = t.a",
        "select f.x from facts f left join two t on f.b = t.b and t.a > 3",
        "select f.x from facts f left join one t on f.a >= t.k",
        "select f.x from facts f left join one t on f.a = t.k or f.x = t.k",
        "select f.x from facts f left join one t on f.a = cast(t.k % 3 as bigint)",
        "select f.x from facts f left join one t on f.a = cast(t.k as tinyint)",
        "select f.x from facts f left join one t on t.k = t.w",
        "select f.x from facts f left join one t on f.a = abs(t.k - 9)",
        "select t.v from one t left join facts f on t.k = f.a",
        "select f.x from facts f left join (select k from one union all select k from one) t on f.a = t.k",
        "select f.x from facts f left join (select t.k from one t join facts g on t.w = g.x) t on f.a = t.k",
        "select f.x from facts f left join (select k from one lateral view explode(array(1, 2)) e as y) t on f.a = t.k",
        "select f.x from facts f left join (select t.k from facts g left join one t on g.a = t.k) t on f.a <=> t.k",
        // grouped by less than the key, by what is computed of it, or of what repeats it
        "select distinct a from two",
        "select distinct b from two where a > 3",
        "select a, max(v) from two where b in ('v1', 'v2') group by a",
        "select distinct k % 3 from one",
        "select distinct t.k from one t join facts f on t.k = f.a",
        "select t.k, count(*) from facts f left join one t on f.a = t.k group by t.k",
        "select t.k, count(f.x) from one t left join facts f on t.k = f.a group by t.k",
        "select k, count(*) from (select k from one union all select k from one) group by k",
        "select distinct t.k from layered u full join one t on t.k = u.k",
        "select distinct t.k from layered u left join one t on t.k = u.k",
        "select distinct k from (select k from one union all select k from layered)",
        "select k, y, count(*) from one lateral view explode(array(1, 1)) e as y group by k, y",
        "select distinct k, v from (select k, v from one) lateral view explode(array(1, 1)) e as y",
        "select k, v, count(*) from one group by k, v with rollup",
        "select k, v, count(*) from one group by k, v grouping sets ((k), (v))",
        "select k, a, count(*) from one cross join facts group by k, a",
        // the value of a double changes when it is grouped; a sum of doubles has no exact step
        "select k, cast(w as double) * -0.0D as d, count(*) from one group by k, cast(w as double) * -0.0D",
        "select k, avg(w) from one group by k",
        "select k, sum(cast(w as double)) from one group by k",
        "select k, collect_list(v) from one group by k",
        // one group, even without rows
        "select count(*), max(v) from one where k = 500",
        "select max(w) from one where k = 3",
        // a grouping of another column
        "select distinct v, n from (select v, count(*) as n from one group by v)"
      })
  void othersStay(String query) {
    Answer before = UniqueTables.run(query, false);
    Answer after = UniqueTables.run(query, true);

    assertThat(after.rows()).as(after.plan()).isEqualTo(before.rows());
    assertThat(after.joins()).as(after.plan()).isEqualTo(before.joins());
    assertThat(after.groups()).as(after.plan()).isEqualTo(before.groups());
  }

  /** Without rows, a count is 0 and a maximum null: Spark reads that from the aggregate. */
  @Test
  void aCorrelatedCountWithoutRowsIsZero() {
    for (String result :
        new String[] {
          "count(*)", "count(t.v) + 1", "max(t.v)", "coalesce(max(t.w), -1)", "count(distinct t.k)"
        }) {
      String query =
          "select f.x, f.a, (select "
              + result
              + " from one t where t.k = f.a and t.w > 2) as n from facts f";
      assertThat(UniqueTables.run(query, true).rows())
          .as(query)
          .isEqualTo(UniqueTables.run(query, false).rows());
    }
  }

  /** Each version of a store has unique keys, but not two of them together. */
  @Test
  void twoVersionsTogetherHaveNoKey() {
    String path = directory.resolve("layered").toUri().toString();
    for (int version = 1; version <= 2; version++) {
      SPARK
          .read()
          .format("indexkv")
          .option("version", version)
          .load(path)
          .createOrReplaceTempView("version" + version);
    }
    String both = "(select * from version1 union all select * from version2)";
    Answer after = UniqueTables.run("select distinct k from " + both, true);
    assertThat(after.groups()).isOne();
    assertThat(after.rows())
        .isEqualTo(UniqueTables.run("select distinct k from " + both, false).rows());
    String joined = "select distinct x.k, y.v from version1 x left join version2 y on x.k = y.k";
    assertThat(UniqueTables.run(joined, true).groups()).isZero();
    assertThat(UniqueTables.run(joined, true).rows())
        .isEqualTo(UniqueTables.run(joined, false).rows());
  }

  /** A CHAR key is padded in the store, and Spark's padding of it is removed before. */
  @Test
  void aCharKeyIsUniqueAsItIsStored() {
    SPARK.sql("create table kv.trusted_char (c char(4), v bigint) tblproperties ('key' = 'c')");
    try {
      SPARK.sql("insert into kv.trusted_char values ('a', 1), ('a b', 2), ('b', 3)");
      for (String query :
          new String[] {
            "select distinct c, v from kv.trusted_char",
            "select distinct rtrim(c) from kv.trusted_char",
            "select f.x from facts f left join kv.trusted_char t on t.c = rpad(f.b, 4, ' ')",
            "select f.x from facts f left join kv.trusted_char t on rtrim(t.c) = f.b"
          }) {
        assertThat(UniqueTables.run(query, true).rows())
            .as(query)
            .isEqualTo(UniqueTables.run(query, false).rows());
      }
    } finally {
      SPARK.sql("drop table kv.trusted_char");
    }
  }

  /** Two keys can be equal in a collation, so such a comparison may find both. */
  @Test
  void collationsHaveOtherKeys() {
    assumeTrue(!SPARK.version().startsWith("3."), "Spark 3 has no collations");
    StoreDirectory store = new StoreDirectory(directory.resolve("collated"));
    store.write(SPARK.sql("select if(id = 0, 'A', 'a') as k, id as v from range(2)"), "k");
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("collated");
    for (String query :
        new String[] {
          "select distinct k collate utf8_lcase from collated",
          "select count(distinct k collate utf8_lcase) from collated",
          "select f.x from (select 'A' as x) f left join collated t on f.x collate utf8_lcase = t.k"
        }) {
      Answer before = UniqueTables.run(query, false);
      Answer after = UniqueTables.run(query, true);
      assertThat(after.rows()).as(query).isEqualTo(before.rows());
      assertThat(after.joins() + after.groups()).isEqualTo(before.joins() + before.groups());
    }
  }

  @Test
  void factsOfAStoreHaveNoKey() {
    SPARK.sql("create table kv.trusted_facts (k bigint, v bigint) tblproperties ('key' = 'k')");
    try {
      SPARK.sql("insert into kv.trusted_facts values (1, 1)");
      SPARK.sql("insert into kv.trusted_facts values (2, 1)");
      Answer history =
          UniqueTables.run("select distinct snapshot_id from kv.trusted_facts.history", true);
      assertThat(history.groups()).isOne();
      assertThat(history.rows()).hasSizeGreaterThan(1);
    } finally {
      SPARK.sql("drop table kv.trusted_facts");
    }
  }

  @Test
  void aJoinThatStaysSaysWhyItIsNoLookupJoin() {
    String query =
        "select f.x from facts f left join one t on f.a = t.k"
            + " left join one u on f.a + 0.5 = u.k + 1 where coalesce(u.w, 3) = 3";
    Answer answer = UniqueTables.run(query, true);

    assertThat(answer.plan()).contains("no lookup join: ");
    assertThat(answer.joins()).isOne();
  }

  @Test
  void theSettingIsTrueOrFalse() {
    assertThatThrownBy(() -> trust("perhaps"))
        .hasStackTraceContaining(
            "spark.indexkv.trustKeys is 'perhaps', expected one of true, false");
    SPARK.conf().unset(KeyTrust.OPTION);
    assertThat(SPARK.sql("select distinct k from one").queryExecution().optimizedPlan().toString())
        .doesNotContain("Aggregate");
  }

  private static void trust(String value) {
    SPARK.conf().set(KeyTrust.OPTION, value);
    try {
      SPARK.sql("select distinct k from one").collectAsList();
    } finally {
      SPARK.conf().unset(KeyTrust.OPTION);
    }
  }
}
