/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MERGE does to a store. */
@Tag("versions")
@Tag("few")
class MergeTest {
  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeThreeRows() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select * from values (1, 'a', 1.5D), (2, 'b', 2.5D), (3, 'c', null) as t(k, v, x)",
            "k");
  }

  @Test
  void updatesDeletesAndInserts() {
    store.sql(
        """
        merge into %s t using (select * from values (1, 'A'), (2, 'B'), (9, 'N') as s(k, v)) s
        on t.k = s.k
        when matched and s.k = 2 then delete
        when matched then update set v = s.v
        when not matched then insert (k, v, x) values (s.k, s.v, 9.5D)
        """);

    assertThat(store.rows()).containsExactly("[1,A,1.5]", "[3,c,null]", "[9,N,9.5]");
    assertThat(store.newest().version()).isEqualTo(2);
    assertThat(store.newest().summary())
        .containsEntry("operation", "merge")
        .containsEntry("upserted", "2")
        .containsEntry("deleted", "1");
    assertThat(store.orphans()).isEmpty();
  }

  @Test
  void takesRowsAsTheyAre() {
    store.sql(
        """
        merge into %s t using (values (3, 'C', 3.5D), (4, 'D', null) as s(k, v, x)) s on t.k = s.k
        when matched then update set * when not matched then insert *
        """);

    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,b,2.5]", "[3,C,3.5]", "[4,D,null]");
  }

  @Test
  void changesRowsThatHaveNoMatch() {
    store.sql(
        """
        merge into %s t using (values (2) as s(k)) s on t.k = s.k
        when not matched by source and t.k = 1 then delete
        when not matched by source then update set v = 'old'
        """);

    assertThat(store.rows()).containsExactly("[2,b,2.5]", "[3,old,null]");
  }

  @Test
  void readsItsOwnTargetAsASource() {
    store.sql(
        """
        merge into %s t using (select * from %s) s on t.k = s.k
        when matched then update set v = concat(s.v, t.v)
        """);

    assertThat(store.rows()).containsExactly("[1,aa,1.5]", "[2,bb,2.5]", "[3,cc,null]");
  }

  @Test
  void aTargetRowMatchedTwiceIsAnErrorOfSpark() {
    assertThatThrownBy(
            () ->
                store.sql(
                    """
                    merge into %s t using (values (1, 'x'), (1, 'y') as s(k, v)) s on t.k = s.k
                    when matched then update set v = s.v
                    """))
        .hasStackTraceContaining("MERGE_CARDINALITY_VIOLATION");
    assertUnchanged();
  }

  @Test
  void aRowMatchedTwiceIsDeletedOnce() {
    store.sql(
        """
        merge into %s t using (values (1, 'x'), (1, 'y') as s(k, v)) s on t.k = s.k
        when matched then delete
        """);

    assertThat(store.rows()).containsExactly("[2,b,2.5]", "[3,c,null]");
    assertThat(store.newest().summary()).containsEntry("deleted", "1");
  }

  @Test
  void twoNewRowsOfAKeyAreRefused() {
    for (String matched : List.of("", "when matched then delete")) {
      assertThatThrownBy(
              () ->
                  store.sql(
                      """
                      merge into %s t using (values (9, 'x'), (9, 'y') as s(k, v)) s on t.k = s.k
                      """
                          + matched
                          + " when not matched then insert (k, v, x) values (s.k, s.v, null)"))
          .hasStackTraceContaining("2 rows with key 9 (column k)")
          .hasStackTraceContaining("Nothing was published");
    }
    assertUnchanged();
  }

  @Test
  void aNullKeyIsRefused() {
    for (String matched : List.of("", "when matched then delete")) {
      assertThatThrownBy(
              () ->
                  store.sql(
                      "merge into %s t using (select id, nullif(cast(id as int), 7) k from range(7,"
                          + " 9)) s on t.k = s.k "
                          + matched
                          + " when not matched then insert (k, v, x) values (s.k, 'v', null)"))
          .hasStackTraceContaining("k")
          .hasStackTraceContaining("on-nullable");
    }
    assertUnchanged();
  }

  @Test
  void anInsertOfAKeyThatIsThereIsRefused() {
    for (String matched : List.of("", "when matched then delete")) {
      assertThatThrownBy(
              () ->
                  store.sql(
                      "merge into %s t using (values (2, 'x') as s(k, v)) s on t.v = s.v "
                          + matched
                          + " when not matched then insert (k, v, x) values (s.k, s.v, null)"))
          .hasStackTraceContaining("a row with key 2 (column k), but version 1 of the store")
          .hasStackTraceContaining("Nothing was published");
    }
    assertUnchanged();
  }

  @Test
  void anInsertedRowTakesThePlaceOfADeletedOne() {
    store.sql(
        """
        merge into %s t using (values (2, 'b'), (2, 'x') as s(k, v)) s on t.v = s.v
        when matched then delete
        when not matched then insert (k, v, x) values (s.k, s.v, null)
        """);

    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,x,null]", "[3,c,null]");
  }

  @Test
  void anInsertOnlyMergeInserts() {
    store.sql(
        """
        merge into %s t using (values (2, 'x'), (8, 'y') as s(k, v)) s on t.k = s.k
        when not matched then insert (k, v, x) values (s.k, s.v, null)
        """);

    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,b,2.5]", "[3,c,null]", "[8,y,null]");
    assertThat(store.newest().summary()).containsEntry("operation", "merge");
  }

  /** An INSERT with an anti join looks like such a MERGE, but replaces rows all the same. */
  @Test
  void anInsertWithAnAntiJoinIsNoMerge() {
    store.sql(
        "insert into %s select s.k, s.v, null from (values (2, 'x'), (8, 'y') as s(k, v)) s"
            + " left anti join %s t on t.v = s.v");

    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,x,null]", "[3,c,null]", "[8,y,null]");
    assertThat(store.newest().summary()).containsEntry("operation", "upsert");
  }

  @Test
  void namesMayBeInAnyCase() {
    store.sql(
        """
        merge into %s t using (values (2, 'x'), (8, 'y') as s(K, V)) s on T.K = s.k
        when matched then update set V = s.v
        when not matched then insert (K, v, X) values (s.k, s.v, null)
        """);

    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,x,2.5]", "[3,c,null]", "[8,y,null]");
  }

  @Test
  void aColumnNamedTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                store.sql(
                    "merge into %s t using (values (8) as s(k)) s on t.k = s.k"
                        + " when not matched then insert (k, K) values (s.k, s.k)"))
        .hasMessageContaining("k");
    assertUnchanged();
  }

  @Test
  void manyRowsInSeveralTasks() {
    StatementStore.spark()
        .range(20_000)
        .selectExpr("cast(id * 2 as int) k")
        .createOrReplaceTempView("days");
    store.sql(
        """
        merge into %s t using (select k, cast(k as string) v from days where k > 3) s on t.k = s.k
        when matched then update set v = s.v
        when not matched then insert (k, v, x) values (s.k, s.v, 0)
        """);
    store.sql(
        """
        merge into %s t using (select k + k % 4 as k, 'later' as v from days where k > 10000) s
        on t.k = s.k
        when matched then update set k = t.k + 1, v = s.v
        when not matched then insert (k, v, x) values (s.k, s.v, 0)
        """
            .replace("k + k % 4", "k"));

    List<Row> counts =
        store
            .directory()
            .read()
            .selectExpr("count(*)", "count(distinct k)", "sum(k % 2)", "count_if(v = 'later')")
            .collectAsList();
    assertThat(counts.get(0)).hasToString("[20001,20001,15001,14999]");
  }

  @Test
  void aLookupJoinSeesTheChange() {
    store.sql(
        "merge into %s t using (values (2, 'x'), (8, 'y') as s(k, v)) s on t.k = s.k when matched"
            + " then delete when not matched then insert (k, v, x) values (s.k, s.v, null)");
    StatementStore.spark().conf().set("spark.indexkv.join.mode", "require");
    try {
      assertThat(
              StatementStore.spark()
                  .sql(store.text("select f.id, t.v from range(10) f join %s t on t.k = f.id"))
                  .collectAsList())
          .extracting(Object::toString)
          .containsExactlyInAnyOrder("[1,a]", "[3,c]", "[8,y]");
    } finally {
      StatementStore.spark().conf().unset("spark.indexkv.join.mode");
    }
  }

  private void assertUnchanged() {
    assertThat(store.newest().version()).isEqualTo(1);
    assertThat(store.rows()).containsExactly("[1,a,1.5]", "[2,b,2.5]", "[3,c,null]");
    assertThat(store.orphans()).isEmpty();
  }
}
