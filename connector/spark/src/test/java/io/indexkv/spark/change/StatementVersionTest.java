/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that read their table at one version, also of an older schema, and its joins. */
@Tag("versions")
class StatementVersionTest {
  private static final String ISOLATION = "spark.indexkv.isolation";
  private static final String MODE = "spark.indexkv.join.mode";

  private final SparkSession spark = StatementStore.spark();

  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeThreeRows() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select * from values (1, 'a', 10), (2, 'b', 20), (3, 'c', 30) as t(k, v, x)",
            "k");
  }

  @AfterEach
  void forgetTheSettings() {
    spark.conf().unset(ISOLATION);
    spark.conf().unset(MODE);
  }

  @Test
  void aDeleteReadsOneVersionIfACommitComesBeforeItIsPlanned() {
    overtaken("delete from %s where k in (select max(k) from %s)");

    assertThat(store.rows()).containsExactly("[1,a,10]", "[2,b,20]", "[9,z,90]");
  }

  @Test
  void anUpdateReadsOneVersionIfACommitComesBeforeItIsPlanned() {
    overtaken("update %s set x = (select max(x) from %s) where k = 1");

    assertThat(store.rows()).containsExactly("[1,a,30]", "[2,b,20]", "[3,c,30]", "[9,z,90]");
  }

  @Test
  void aMergeReadsOneVersionIfACommitComesBeforeItIsPlanned() {
    overtaken(
        "merge into %s t using (select max(k) as k from %s) s on t.k = s.k"
            + " when matched then delete when not matched then insert (k, v, x) values (7, 'n', 0)");

    assertThat(store.rows()).containsExactly("[1,a,10]", "[2,b,20]", "[9,z,90]");
  }

  @Test
  void aMergeThatOnlyInsertsReadsOneVersionIfACommitComesBeforeItIsPlanned() {
    overtaken(
        "merge into %s t using (select max(k) + 1 as k, 'n' as v, 0 as x from %s) s on t.k = s.k"
            + " when not matched then insert *");

    assertThat(store.rows())
        .containsExactly("[1,a,10]", "[2,b,20]", "[3,c,30]", "[4,n,0]", "[9,z,90]");
  }

  @Test
  void aStatementReadsAnOlderVersionThatItNames() {
    store.sql("insert into %s values (4, 'd', 40)");
    overtaken("delete from %s where k in (select max(k) from %s version as of 1)");

    assertThat(store.rows()).containsExactly("[1,a,10]", "[2,b,20]", "[4,d,40]", "[9,z,90]");
  }

  /** Analyses the statement, commits another row, then plans and runs the statement. */
  private void overtaken(String statement) {
    spark.conf().set(ISOLATION, "snapshot");
    QueryExecution analyzed = PausedStatement.analyzed(spark, store.text(statement));
    store.sql("insert into %s values (9, 'z', 90)");
    PausedStatement.planned(analyzed).resume();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into %s t using (values (3, 'n', 0) as s(k, v, x)) s on t.k = s.k"
            + " when matched then update set * when not matched by source then update set x = 1",
        "merge into %s t using (values (3, 'n', 0) as s(k, v, x)) s on t.v = s.v or t.x = s.x"
            + " when matched then delete when not matched by source then delete",
        "merge into %s t using (values (8, 'n', 0) as s(k, v, x)) s on t.v = s.v"
            + " when not matched then insert *",
        "update %s set v = 'u' where x in (select id * 10 from range(3))",
        "delete from %s where x in (select id * 10 from range(3))"
      })
  void theModeRequireDoesNotForbidTheJoinsOfAStatement(String statement) {
    spark.conf().set(MODE, "require");
    store.sql(statement);

    assertThat(store.newest().version()).isEqualTo(2);
  }

  @Test
  void cachedFramesShowTheRowsThatAMergeInserts() {
    spark.sql(store.text("cache table %s"));
    try {
      assertThat(count()).isEqualTo(3);
      store.sql(
          "merge into %s t using (values (8, 'n', 0) as s(k, v, x)) s on t.k = s.k"
              + " when not matched then insert *");
      assertThat(count()).isEqualTo(4);
    } finally {
      spark.catalog().clearCache();
    }
  }

  private long count() {
    return spark.sql(store.text("select count(*) from %s")).first().getLong(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serializable", "snapshot"})
  void statementsChangeRowsOfOlderSchemas(String isolation) {
    spark.conf().set(ISOLATION, isolation);
    store.sql("alter table %s add column n string");
    store.sql("alter table %s rename column v to w");
    store.sql("insert into %s values (4, 'd', 40, 'four')");
    store.sql("alter table %s alter column x type bigint");
    store.sql("alter table %s rename column k to id");
    PausedStatement update = paused("update %s set w = concat(w, n) where id in (3, 4)");
    store.sql("update %s set x = 5000000000 where id = 1");
    update.resume();
    store.sql("alter table %s drop column n");
    PausedStatement merge =
        paused(
            "merge into %s t using (values (1, 'A'), (2, null), (7, 'g') as s(id, w)) s"
                + " on t.id = s.id when matched and s.w is null then delete"
                + " when matched then update set w = s.w"
                + " when not matched then insert (id, w, x) values (s.id, s.w, 70)");
    if (isolation.equals("snapshot")) {
      store.sql("insert into %s values (8, 'h', 80)");
    }
    merge.resume();
    store.sql("delete from %s where x = 40");

    assertThat(store.rows()).contains("[1,A,5000000000]", "[3,null,30]", "[7,g,70]");
    assertThat(store.rows()).hasSize(isolation.equals("snapshot") ? 4 : 3);
  }

  private PausedStatement paused(String statement) {
    return PausedStatement.of(spark, store.text(statement));
  }
}
