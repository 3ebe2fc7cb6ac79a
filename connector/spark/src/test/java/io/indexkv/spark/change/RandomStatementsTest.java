/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.Compaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random statements do to a store what they do to a table of DuckDB. That table has no primary key:
 * a statement after which a key is there twice, or null, must be refused by the store.
 */
@Tag("slow")
class RandomStatementsTest {
  private static final int STATEMENTS = Integer.getInteger("indexkv.statements", 200);
  private static final long SEED = Long.getLong("indexkv.seed", System.nanoTime());
  private static final int LAYERS = 25;

  @TempDir Path directory;

  @Test
  void doWhatTheyDoInAnotherEngine() throws Exception {
    StatementStore store =
        StatementStore.of(
            directory.resolve("store"),
            "select cast(id as int) k, concat('a', id % 4) v, cast(id as int) x from range(40)",
            "k");
    RandomStatement random = new RandomStatement(new Random(SEED));
    int refused = 0;
    int changed = 0;
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      run(
          duck,
          "create table t as select * from (select i k, 'a' || (i % 4) v, i x from"
              + " (select cast(range as int) i from range(40)))");
      duck.setAutoCommit(false);
      for (int i = 0; i < STATEMENTS; i++) {
        RandomStatement.Pair next = random.next();
        String what = "seed %d, statement %d: %s".formatted(SEED, i, next.spark());
        List<String> before = rows(duck);
        if (accepted(duck, next)) {
          store.sql(next.spark());
          duck.commit();
          changed += before.equals(rows(duck)) ? 0 : 1;
        } else {
          duck.rollback();
          assertThat(catchThrowable(() -> store.sql(next.spark()))).describedAs(what).isNotNull();
          refused++;
        }
        assertThat(store.rows()).describedAs(what).isEqualTo(rows(duck));
        compact(store);
      }
    }
    assertThat(changed).isGreaterThan(STATEMENTS / 4);
    assertThat(refused).isPositive().isLessThan(STATEMENTS / 2);
  }

  private static boolean accepted(Connection duck, RandomStatement.Pair next) throws SQLException {
    if (next.spark().startsWith("merge") && updatesARowTwice(duck, next.spark())) {
      return false;
    }
    for (String statement : next.duck()) {
      run(duck, statement.replace("%s", "t"));
    }
    return one(duck, "select count(*) = count(distinct k) from t");
  }

  /** DuckDB takes one of the source rows where Spark refuses two; a plain DELETE is no problem. */
  private static boolean updatesARowTwice(Connection duck, String merge) throws SQLException {
    int from = merge.indexOf("using ") + "using ".length();
    int to = merge.indexOf(" when ");
    String matched = merge.substring(to);
    boolean checked =
        matched.contains(" when matched and ") || matched.contains(" when matched then update");
    return checked
        && one(
            duck,
            "select count(*) > count(distinct t.k) from t t join %s"
                .formatted(merge.substring(from, to).replace("%s", "t")));
  }

  private static boolean one(Connection duck, String query) throws SQLException {
    try (Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getBoolean(1);
    }
  }

  private static void run(Connection duck, String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection duck) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery("select k, v, x from t")) {
      while (result.next()) {
        rows.add(
            "[%s,%s,%s]".formatted(result.getObject(1), result.getString(2), result.getObject(3)));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static void compact(StatementStore store) throws IOException {
    if (store.newest().layers().size() > LAYERS) {
      new Compaction(new LocalStorage(store.directory().path())).run();
    }
  }
}
