/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.ExpireOptions;
import io.indexkv.StoreHistory;
import io.indexkv.spark.FaultyFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that users of other tables have met, in statements that change rows. */
class StatementFaultsTest {
  private final SparkSession spark = StatementStore.spark();

  @TempDir Path directory;

  @Test
  void aMergeDeletesUpdatesAndInsertsRowsWithColumnsThatAreNotNull() {
    spark.sql("create namespace kv.statements");
    try {
      spark.sql(
          "create table kv.statements.t (k int, v string not null, n int not null)"
              + " tblproperties ('key' = 'k')");
      spark.sql("insert into kv.statements.t values (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
      spark.sql(
          "merge into kv.statements.t t using (values (1, 'x'), (2, 'y'), (4, 'z') as s(k, v)) s"
              + " on t.k = s.k when matched and s.k = 1 then delete"
              + " when matched then update set v = s.v"
              + " when not matched then insert (k, v, n) values (s.k, s.v, 9)");

      assertThat(spark.sql("select * from kv.statements.t order by k").collectAsList().toString())
          .isEqualTo("[[2,y,2], [3,c,3], [4,z,9]]");
      assertThatThrownBy(
              () -> spark.sql("update kv.statements.t set v = nullif(v, 'c') where k = 3"))
          .hasStackTraceContaining("appeared in non-nullable field");
    } finally {
      spark.sql("drop namespace kv.statements cascade");
    }
  }

  @Test
  void aCompositeKeyIsKeptByRenamesAndNothingElseChangesIt() {
    StatementStore store =
        StatementStore.of(
            directory.resolve("p"), "select id % 2 as a, id as b, 'v' as v from range(4)", "a,b");
    store.sql("update %s set v = 'one' where a = 1");

    assertThatThrownBy(() -> store.sql("alter table %s drop column a"))
        .hasMessageContaining("column a cannot be dropped: it is part of the key");
    assertThatThrownBy(() -> store.sql("alter table %s alter column b type decimal(20, 0)"))
        .hasMessageContaining("column b cannot change its type: it is part of the key");
    store.sql("alter table %s rename column a to c");
    store.sql("update %s set v = 'new' where c = 0 and b = 2");
    store.sql("delete from %s where b = 3");

    assertThat(store.rows()).containsExactly("[0,0,v]", "[0,2,new]", "[1,1,one]");
  }

  @Test
  void aVacuumBesideAStatementLeavesItsFilesOrMakesItFail() throws Exception {
    StatementStore store =
        StatementStore.of(directory.resolve("t"), "select id as k, 'v' as v from range(3)", "k");
    StoreHistory history = StoreHistory.of(store.directory().path());

    PausedStatement kept =
        PausedStatement.of(spark, store.text("update %s set v = 'a' where k = 1"));
    history.vacuum(Duration.ofDays(7));
    kept.resume();
    assertThat(store.rows()).containsExactly("[0,v]", "[1,a]", "[2,v]");

    PausedStatement late =
        PausedStatement.of(spark, store.text("update %s set v = concat(v, 'b')"));
    store.sql("insert overwrite %s values (9, 'other')");
    history.expire(ExpireOptions.keepLast(1));
    history.vacuum(Duration.ZERO);
    assertThatThrownBy(late::resume).isNotNull();

    assertThat(store.rows()).containsExactly("[9,other]");
    assertThat(store.orphans()).isEmpty();
  }

  /** The vacuum comes when the statement has written its files, but no version lists them yet. */
  @Test
  void aVacuumBetweenTheFilesOfAStatementAndItsCommitKeepsThem() {
    StatementStore store =
        StatementStore.of(directory.resolve("t"), "select id as k, 'v' as v from range(3)", "k");
    List<String> before = store.directory().dataFiles();

    vacuumAtTheManifest(store, "update %s set v = 'a' where k = 1", Duration.ofDays(7));

    assertThat(store.rows()).containsExactly("[0,v]", "[1,a]", "[2,v]");
    assertThat(store.directory().dataFiles()).containsAll(before).hasSizeGreaterThan(before.size());
  }

  /** A retention that is shorter than a statement takes is a mistake, but loses no row. */
  @Test
  void aStatementWhoseFilesAVacuumDeletedPublishesNothing() {
    StatementStore store =
        StatementStore.of(
            directory.resolve("t"), "select id as k, repeat('v', 90) as v from range(3000)", "k");
    store.sql("alter table %s set tblproperties ('targetFileSize' = '32k')");
    AtomicInteger files = new AtomicInteger();
    FaultyFileSystem.Hook hook =
        file -> {
          if (file.getName().contains(".ikv") && files.incrementAndGet() == 5) {
            StoreHistory.of(store.directory().path()).vacuum(Duration.ZERO);
          }
        };

    assertThatThrownBy(() -> run(store, "update %s set v = concat('new', v)", hook))
        .hasStackTraceContaining(".ikv");
    assertThat(files).hasValueGreaterThanOrEqualTo(5);
    assertThat(store.newest().version()).isEqualTo(2);
    assertThat(store.directory().read().where("v like 'v%'").count()).isEqualTo(3000);
  }

  private void vacuumAtTheManifest(StatementStore store, String statement, Duration retention) {
    run(
        store,
        statement,
        file -> {
          if (file.getName().contains("00002.json")) {
            StoreHistory.of(store.directory().path()).vacuum(retention);
          }
        });
  }

  /** Runs a statement on files that a hook watches. */
  private void run(StatementStore store, String statement, FaultyFileSystem.Hook hook) {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    FaultyFileSystem.install(conf, directory.resolve("cache"));
    FaultyFileSystem.use(hook);
    try {
      spark.sql(statement.replace("%s", "indexkv.`faulty:%s`".formatted(store.directory().path())));
    } finally {
      FaultyFileSystem.remove(conf);
    }
  }

  @Test
  void severalCleaningsAtOnceDoNotTripOverEachOther() throws Exception {
    StatementStore store =
        StatementStore.of(directory.resolve("t"), "select id as k, 'v' as v from range(3)", "k");
    for (int i = 0; i < 6; i++) {
      store.sql("insert overwrite %s values (" + i + ", 'v')");
    }
    StoreHistory history = StoreHistory.of(store.directory().path());
    sixTimes(() -> history.expire(ExpireOptions.keepLast(1)));
    sixTimes(() -> history.vacuum(Duration.ZERO));

    assertThat(store.rows()).containsExactly("[5,v]");
    assertThat(store.orphans()).isEmpty();
    assertThat(history.versions()).hasSize(1);
  }

  private static <T> void sixTimes(Callable<T> cleaning) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (Future<T> done : threads.invokeAll(Collections.nCopies(6, cleaning))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
