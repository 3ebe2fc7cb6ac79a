/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What UPDATE does to a store. */
class UpdateTest {
  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeThreeRows() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select * from values (1, 'a', 1L), (2, 'b', 2L), (3, null, 3L) as t(k, v, x)",
            "k");
  }

  @Test
  void updatesOnlyRowsForWhichTheConditionIsTrue() {
    store.sql("update %s set x = -x where not (v = 'a')");

    assertThat(store.rows()).containsExactly("[1,a,1]", "[2,b,-2]", "[3,null,3]");
    assertThat(store.newest().summary())
        .containsEntry("operation", "update")
        .containsEntry("upserted", "1")
        .containsEntry("deleted", "0");
  }

  @Test
  void updatesAllRows() {
    store.sql("update %s set v = concat('v', k), X = default");

    assertThat(store.rows()).containsExactly("[1,v1,null]", "[2,v2,null]", "[3,v3,null]");
  }

  @Test
  void readsOnlyTheKeysThatItNames() {
    store.sql("update %s set v = 'new' where k in (2, 7)");

    assertThat(store.rows()).containsExactly("[1,a,1]", "[2,new,2]", "[3,null,3]");
    assertThat(
            PausedStatement.of(
                    StatementStore.spark(),
                    store.text("update %s set v = 'newer' where k in (2, 7)"))
                .plan()
                .toString())
        .contains("keys=[2, 7]");
  }

  @Test
  void shiftsKeysInOneCommit() {
    store.sql("update %s set k = k + 1");

    assertThat(store.rows()).containsExactly("[2,a,1]", "[3,b,2]", "[4,null,3]");
    assertThat(store.newest().version()).isEqualTo(2);
    assertThat(store.newest().summary())
        .containsEntry("upserted", "3")
        .containsEntry("deleted", "1");
  }

  @Test
  void swapsKeys() {
    store.sql("update %s set k = 4 - k where k <> 2");

    assertThat(store.rows()).containsExactly("[1,null,3]", "[2,b,2]", "[3,a,1]");
  }

  @Test
  void shiftsManyKeysAcrossTasks() {
    StatementStore many =
        StatementStore.of(
            directory.resolve("many"), "select cast(id as int) k, id x from range(30000)", "k");

    many.sql("update %s set k = k + 7 where k >= 10");

    assertThat(
            many.directory()
                .read()
                .selectExpr(
                    "count(*)", "min(k)", "max(k)", "count_if(k - x = 7)", "count(distinct k)")
                .collectAsList()
                .get(0))
        .hasToString("[30000,0,30006,29990,30000]");
  }

  @Test
  void oneKeyForAllRowsIsRefused() {
    assertThatThrownBy(() -> store.sql("update %s set k = 1"))
        .hasStackTraceContaining("this UPDATE would write 3 rows with key 1 (column k)")
        .hasStackTraceContaining("Nothing was published");
    assertUnchanged();
  }

  @Test
  void aKeyThatAnotherRowKeepsIsRefused() {
    assertThatThrownBy(() -> store.sql("update %s set k = 3 where k = 1"))
        .hasStackTraceContaining("a row with key 3 (column k), but version 1 of the store")
        .hasStackTraceContaining("Nothing was published");
    assertUnchanged();
  }

  @Test
  void aNullKeyIsRefused() {
    assertThatThrownBy(() -> store.sql("update %s set k = nullif(k, 2)"))
        .hasStackTraceContaining("k")
        .hasStackTraceContaining("on-nullable");
    assertUnchanged();
  }

  @Test
  void aTaskThatFailsPublishesNothing() {
    assertThatThrownBy(
            () -> store.sql("update %s set v = if(k = 3, raise_error('task failed'), 'new')"))
        .hasStackTraceContaining("task failed");
    assertUnchanged();
  }

  @Test
  void aStatementThatChangesNothingPublishesNothing() {
    store.sql("update %s set v = 'new' where x > 100");

    assertUnchanged();
  }

  @Test
  void readsItsTargetInASubquery() {
    store.sql("update %s set x = (select sum(x) from %s) where k = (select max(k) from %s)");

    assertThat(store.rows()).containsExactly("[1,a,1]", "[2,b,2]", "[3,null,6]");
  }

  @Test
  void keysOfSeveralColumnsAndOddNames() {
    StatementStore odd =
        StatementStore.of(
            directory.resolve("odd"),
            "select 'a' as `a.b`, 1 as `c``d`, 'x' as `v w` union all select 'b', 2, 'y'",
            "a.b,c`d");

    odd.sql("update %s set `v w` = 'z', `c``d` = `c``d` + 5 where `a.b` = 'b'");

    assertThat(odd.rows()).containsExactly("[a,1,x]", "[b,7,z]");
  }

  @Test
  void columnsOfCharKeepTheirPadding() {
    StatementStore.spark()
        .sql("select 1 as k, 'ab' as c union all select 2, 'cd'")
        .createOrReplaceTempView("texts");
    StatementStore chars =
        StatementStore.of(
            directory.resolve("chars"), "select k, cast(c as char(3)) c, 'v' v from texts", "k");

    chars.sql("update %s set v = 'w' where c = 'ab'");
    chars.sql("update %s set c = 'x' where k = 2");

    assertThat(chars.rows()).hasSize(2).allMatch(row -> row.matches("\\[(1,ab ?,w|2,x *,v)\\]"));
  }

  @Test
  void layersAreLimited() {
    IntStream.range(1, 32).forEach(i -> store.sql("insert into %s values (1, 'a', 1)"));

    assertThat(store.newest().layers()).hasSize(32);
    assertThatThrownBy(() -> store.sql("update %s set v = 'z'"))
        .hasStackTraceContaining("has 32 layers")
        .hasStackTraceContaining("compact");
  }

  private void assertUnchanged() {
    assertThat(store.newest().version()).isEqualTo(1);
    assertThat(store.rows()).isEqualTo(List.of("[1,a,1]", "[2,b,2]", "[3,null,3]"));
    assertThat(store.orphans()).isEmpty();
  }
}
