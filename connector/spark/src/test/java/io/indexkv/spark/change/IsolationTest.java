/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CommitConflictException;
import io.indexkv.spark.FaultyFileSystem;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.Compaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that another job overtakes between their scan and their commit. */
@Tag("slow")
class IsolationTest {
  private static final String OPTION = "spark.indexkv.isolation";
  private static final String INSERT_ONLY =
      "merge into %s t using (values (9, 'x'), (10, 'y') as s(k, v)) s on t.k = s.k"
          + " when not matched then insert *";

  private final SparkSession spark = StatementStore.spark();

  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeFiveRows() {
    store =
        StatementStore.of(
            directory.resolve("store"),
            "select cast(id as int) k, concat('v', id) v from range(1, 6)",
            "k");
  }

  @AfterEach
  void forgetTheSetting() {
    spark.conf().unset(OPTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INSERT_ONLY,
        "merge into %s t using (values (9, 'x'), (10, 'y') as s(k, v)) s on t.k = s.k and s.k > 0"
            + " when matched then update set * when not matched then insert *",
        "merge into %s t using (values (9, 'x') as s(k, v)) s on t.k = s.k"
            + " when not matched and s.v = 'z' then insert *"
            + " when not matched then insert (k, v) values (s.k, 'w')"
      })
  void theSecondOfTwoMergesThatInsertTheSameKeyFails(String merge) {
    for (String isolation : new String[] {"serializable", "snapshot"}) {
      spark.conf().set(OPTION, isolation);
      PausedStatement first = paused(merge);
      PausedStatement second = paused(merge);
      long version = store.newest().version();

      first.resume();
      assertConflict(second, version, version + 1);
      assertThat(store.newest().version()).isEqualTo(version + 1);
      assertThat(store.directory().read().where("k = 9").count()).isEqualTo(1);
      assertThat(store.orphans()).isEmpty();
      store.sql("delete from %s where k > 5");
    }
  }

  @ParameterizedTest
  @CsvSource({"serializable", "snapshot"})
  void anUpdateOfARowThatWasUpdatedMeanwhileFails(String isolation) {
    spark.conf().set(OPTION, isolation);
    PausedStatement update = paused("update %s set v = concat(v, '+') where k = 1");
    store.sql("update %s set v = 'other' where k = 1");

    assertConflict(update, 1, 2);
    assertThat(store.rows()).contains("[1,other]");
    assertThat(store.newest().version()).isEqualTo(2);
  }

  /** The version of the scan is that of the analysis, and so is the base of the check. */
  @ParameterizedTest
  @ValueSource(strings = {"serializable", "snapshot"})
  void aStatementIsCheckedAgainstTheVersionThatItWasAnalysedWith(String isolation) {
    spark.conf().set(OPTION, isolation);
    QueryExecution update =
        PausedStatement.analyzed(spark, store.text("update %s set v = concat(v, '+') where k = 1"));
    store.sql("update %s set v = 'other' where k = 1");

    assertConflict(PausedStatement.planned(update), 1, 2);
    assertThat(store.rows()).contains("[1,other]");
  }

  @Test
  void serializableIsTheDefault() {
    PausedStatement update = paused("update %s set v = 'all' where v < 'v3'");
    store.sql("insert into %s values (7, 'v0')");

    assertConflict(update, 1, 2);
  }

  @Test
  void snapshotAcceptsChangesOfOtherRows() {
    spark.conf().set(OPTION, "snapshot");
    PausedStatement update = paused("update %s set v = 'all' where v < 'v3'");
    store.sql("insert into %s values (7, 'v0')");
    update.resume();

    assertThat(store.rows())
        .containsExactly("[1,all]", "[2,all]", "[3,v3]", "[4,v4]", "[5,v5]", "[7,v0]");
  }

  @ParameterizedTest
  @CsvSource({"2, true", "4, false", "1, false"})
  void whatReadsSingleKeysConflictsWithThoseOnly(int changed, boolean passes) {
    PausedStatement update = paused("update %s set v = 'point' where k in (1, 4) and v <> 'v4'");
    store.sql("insert into %s values (" + changed + ", 'other')");

    if (passes) {
      update.resume();
      assertThat(store.rows())
          .containsExactly("[1,point]", "[2,other]", "[3,v3]", "[4,v4]", "[5,v5]");
    } else {
      assertConflict(update, 1, 2);
    }
  }

  @Test
  void aSubqueryReadsMoreThanSingleKeys() {
    PausedStatement update = paused("update %s set v = (select max(v) from %s) where k in (1, 4)");
    store.sql("insert into %s values (2, 'w')");

    assertConflict(update, 1, 2);
  }

  @Test
  void thePlanShowsTheIsolation() {
    String update = "update %s set v = 'all' where v < 'v3'";
    assertThat(paused(update).plan().toString()).contains("isolation=serializable");

    spark.conf().set(OPTION, "Snapshot");
    assertThat(paused(update).plan().toString()).contains("isolation=snapshot");
  }

  @Test
  void aTablePropertySetsTheIsolation() {
    String table = "indexkv.`%s`".formatted(directory.resolve("created"));
    spark.sql(
        "create table "
            + table
            + " (k int, v string not null)"
            + " tblproperties ('key' = 'k', 'write.merge.isolation-level' = 'snapshot', 'codec' = 'lz4')");
    spark.sql("insert into " + table + " values (1, 'a'), (2, 'b')");
    PausedStatement merge =
        PausedStatement.of(
            spark,
            "merge into "
                + table
                + " t using (values (1, 'x'), (2, 'y'), (3, 'z') as s(k, v)) s on t.k = s.k"
                + " when matched and s.k = 1 then delete when matched then update set *"
                + " when not matched then insert *");
    spark.sql("insert into " + table + " values (8, 'c')");

    merge.resume();
    assertThat(spark.sql("select * from " + table).collectAsList())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("[2,y]", "[3,z]", "[8,c]");
    assertThatThrownBy(
            () ->
                spark.sql(
                    "create table indexkv.`%s` (k int) tblproperties ('key' = 'k', 'write.delete.isolation-level' = 'x')"
                        .formatted(directory.resolve("refused"))))
        .hasStackTraceContaining("table property 'write.delete.isolation-level' is 'x'");
  }

  @Test
  void anUnknownIsolationIsRefused() {
    spark.conf().set(OPTION, "none");

    assertThatThrownBy(() -> store.sql("delete from %s where k = 1"))
        .hasStackTraceContaining("spark.indexkv.isolation is 'none'")
        .hasStackTraceContaining("snapshot, serializable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"delete from %s", "truncate table %s", "delete from %s where k in (1, 2, 3)"})
  void deletesConflictToo(String statement) {
    PausedStatement delete = paused(statement);
    store.sql("insert into %s values (2, 'new')");

    assertConflict(delete, 1, 2);
    assertThat(store.rows()).hasSize(5).contains("[2,new]");
  }

  @Test
  void anOverwriteIsAConflict() {
    spark.conf().set(OPTION, "snapshot");
    PausedStatement update = paused("update %s set v = 'new' where k = 1");
    store.sql("insert overwrite %s values (8, 'other')");

    assertConflict(update, 1, 2);
    assertThat(store.rows()).containsExactly("[8,other]");
  }

  @Test
  void aCompactionIsNoConflict() throws IOException {
    store.sql("insert into %s values (7, 'v7')");
    PausedStatement update = paused("update %s set v = 'new'");
    new Compaction(new LocalStorage(store.directory().path())).run().orElseThrow();
    update.resume();

    assertThat(store.newest().version()).isEqualTo(4);
    assertThat(store.rows()).hasSize(6).allMatch(row -> row.endsWith(",new]"));
  }

  @Test
  void aStatementReadsItsTableAtOneVersion() {
    spark.conf().set(OPTION, "snapshot");
    PausedStatement delete = paused("delete from %s where k in (select max(k) from %s)");
    store.sql("insert into %s values (9, 'v9')");
    delete.resume();

    assertThat(store.rows()).containsExactly("[1,v1]", "[2,v2]", "[3,v3]", "[4,v4]", "[9,v9]");
  }

  @Test
  void aStatementReadsAViewOfItsTableAtTheSameVersion() {
    spark.conf().set(OPTION, "snapshot");
    spark.sql(
        "create or replace temporary view same using indexkv options (path '%s')"
            .formatted(store.directory().path()));
    store.sql("insert into %s values (6, 'v6')");
    PausedStatement delete = paused("delete from %s where k in (select max(k) from same)");
    store.sql("insert into %s values (9, 'v9')");
    delete.resume();

    assertThat(store.rows())
        .containsExactly("[1,v1]", "[2,v2]", "[3,v3]", "[4,v4]", "[5,v5]", "[9,v9]");
  }

  /** The other commit comes after the check, just before the manifest. */
  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void aCommitThatWinsTheRaceIsChecked(int changed, boolean passes) {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    FaultyFileSystem.install(conf, directory.resolve("cache"));
    try {
      AtomicBoolean done = new AtomicBoolean();
      FaultyFileSystem.use(
          file -> {
            if (file.getName().contains("00002.json") && done.compareAndSet(false, true)) {
              store.sql("insert into %s values (" + changed + ", 'other')");
            }
          });
      String update =
          "update indexkv.`faulty:%s` set v = 'new' where k = 1"
              .formatted(store.directory().path());
      if (passes) {
        spark.sql(update);
        assertThat(store.rows()).contains("[1,new]", "[2,other]");
      } else {
        assertThatThrownBy(() -> spark.sql(update))
            .hasRootCauseInstanceOf(CommitConflictException.class);
        assertThat(store.rows()).contains("[1,other]");
        assertThat(store.orphans()).hasSize(0);
      }
      assertThat(done).isTrue();
    } finally {
      FaultyFileSystem.remove(conf);
    }
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownKeepsItsFiles() {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    FaultyFileSystem.install(conf, directory.resolve("cache"));
    try {
      FaultyFileSystem.use(
          file -> {
            if (file.getName().contains("00002.json")) {
              throw new IllegalStateException("the answer was lost");
            }
          });
      for (String statement :
          new String[] {"update %s set v = 'new' where k = 1", INSERT_ONLY, "delete from %s"}) {
        assertThatThrownBy(
                () ->
                    spark.sql(
                        statement.replace(
                            "%s", "indexkv.`faulty:%s`".formatted(store.directory().path()))))
            .hasStackTraceContaining("CommitStateUnknownException");
      }
    } finally {
      FaultyFileSystem.remove(conf);
    }
    assertThat(store.orphans()).hasSizeGreaterThan(1).noneMatch(name -> name.startsWith("."));
    assertThat(store.newest().version()).isEqualTo(1);
  }

  private PausedStatement paused(String statement) {
    return PausedStatement.of(spark, store.text(statement));
  }

  private static void assertConflict(PausedStatement statement, long read, long other) {
    assertThatThrownBy(statement::resume)
        .hasRootCauseInstanceOf(CommitConflictException.class)
        .hasStackTraceContaining("has read version " + read + " of the store")
        .hasStackTraceContaining("version " + other + " ")
        .hasStackTraceContaining("nothing was published");
  }
}
