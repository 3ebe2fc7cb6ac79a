/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DELETE and TRUNCATE do to a store. */
class DeleteTest {
  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeThreeRows() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select * from values ('a', 1, '1'), ('a', 2, null), ('b', 1, '2') as t(a, b, v)",
            "a,b");
  }

  @Test
  void deletesAKeyWithoutReadingOthers() {
    PausedStatement delete =
        PausedStatement.of(
            StatementStore.spark(), store.text("delete from %s where a = 'a' and b = 2"));

    assertThat(delete.plan().toString()).contains("columns=[a, b]").contains("keys=[('a', 2)]");
    delete.resume();
    assertThat(store.rows()).containsExactly("[a,1,1]", "[b,1,2]");
    assertThat(store.newest().summary())
        .containsEntry("operation", "delete")
        .containsEntry("upserted", "0")
        .containsEntry("deleted", "1");
  }

  @Test
  void deletesOnlyRowsForWhichTheConditionIsTrue() {
    store.sql("delete from %s where not (v = '1')");
    assertThat(store.rows()).containsExactly("[a,1,1]", "[a,2,null]");

    store.sql("delete from %s where v is null");
    assertThat(store.rows()).containsExactly("[a,1,1]");
  }

  @Test
  void aValueThatIsNoNumberIsNotDeletedByOne() {
    store.sql("insert into %s values ('c', 1, 'word')");
    SparkSession spark = StatementStore.spark();
    String ansi = spark.conf().get("spark.sql.ansi.enabled");
    spark.conf().set("spark.sql.ansi.enabled", "false");
    try {
      store.sql("delete from %s where v = 2");
    } finally {
      spark.conf().set("spark.sql.ansi.enabled", ansi);
    }

    assertThat(store.rows()).containsExactly("[a,1,1]", "[a,2,null]", "[c,1,word]");
  }

  @Test
  void deletesWhatASubqueryOfTheSameTableFinds() {
    store.sql("delete from %s where (a, b) in (select max(a), 1 from %s)");

    assertThat(store.rows()).containsExactly("[a,1,1]", "[a,2,null]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete from %s", "delete from %s where true", "truncate table %s"})
  void allRowsGoByANewVersion(String statement) {
    store.sql(statement);

    assertThat(store.rows()).isEmpty();
    assertThat(store.newest().version()).isEqualTo(2);
    assertThat(store.newest().layers()).isEmpty();
    assertThat(store.newest().summary()).containsEntry("operation", "truncate");
    assertThat(store.newest().keyColumns()).containsExactly("a", "b");
    assertThat(store.directory().read(1).count()).isEqualTo(3);

    store.sql("insert into %s values ('c', 1, 'new')");
    store.sql("update %s set v = 'newer'");
    assertThat(store.rows()).containsExactly("[c,1,newer]");
  }

  @Test
  void aDeletedKeyCanComeBack() {
    store.sql("delete from %s where a = 'a'");
    store.sql(
        "merge into %s t using (values ('a', 1, 'z') as s(a, b, v)) s on t.a = s.a and t.b = s.b"
            + " when not matched then insert *");

    assertThat(store.rows()).containsExactly("[a,1,z]", "[b,1,2]");
  }
}
