/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.storages;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.error.CommitConflictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that merge into one table at the same time. */
class ConcurrentMergeTest {
  private static final int SESSIONS = 2;
  private static final int ROUNDS = 5;

  @TempDir Path directory;

  private final AtomicInteger conflicts = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  void nothingIsLost(StorageKind storage) throws Exception {
    SqlWarehouse warehouse = storage.newWarehouse(directory);
    SqlSession session = warehouse.session();
    session.run("create namespace kv.ref");
    session.run("create table kv.ref.counters (k int, n bigint, primary key (k))");
    session.run("insert into kv.ref.counters values (0, 0)");

    CyclicBarrier round = new CyclicBarrier(SESSIONS);
    ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
    try {
      List<Future<?>> sessions = new ArrayList<>();
      for (int i = 1; i <= SESSIONS; i++) {
        int first = i * 100;
        SqlSession own = warehouse.session();
        sessions.add(
            threads.submit(
                () -> {
                  for (int j = 0; j < ROUNDS; j++) {
                    round.await();
                    mergeUntilDone(own, first + j);
                  }
                  return null;
                }));
      }
      for (Future<?> one : sessions) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(session.run("select n from kv.ref.counters where k = 0"))
        .as("each merge has added one to the row of all")
        .containsExactly(Integer.toString(SESSIONS * ROUNDS));
    assertThat(session.run("select count(*), sum(n) from kv.ref.counters where k > 0"))
        .as("each merge has its own row")
        .containsExactly("%d | %d".formatted(SESSIONS * ROUNDS, SESSIONS * ROUNDS));
    assertThat(session.run("select count(*) from kv.ref.counters.history"))
        .as("each merge is one version")
        .containsExactly(Integer.toString(2 + SESSIONS * ROUNDS));
    assertThat(conflicts).as("merges that came too late").hasPositiveValue();
    assertNoOrphans(session, warehouse);
  }

  /** Adds one to the row of all sessions, and inserts a row of its own. */
  private void mergeUntilDone(SqlSession session, int own) {
    String merge =
        """
        merge into kv.ref.counters t using (select * from values (0), (%d) as s(k)) s on t.k = s.k
        when matched then update set n = t.n + 1
        when not matched then insert (k, n) values (s.k, 1)
        """
            .formatted(own);
    while (true) {
      try {
        session.run(merge);
        return;
      } catch (RuntimeException e) {
        if (!(Throwables.getRootCause(e) instanceof CommitConflictException)) {
          throw e;
        }
        conflicts.incrementAndGet();
      }
    }
  }

  /** A merge that came too late leaves no file behind. */
  private static void assertNoOrphans(SqlSession session, SqlWarehouse warehouse)
      throws IOException {
    assertThat(session.run("call kv.system.vacuum('ref.counters', current_timestamp(), true)"))
        .containsExactly("0 | 0");
    assertThat(warehouse.files("ref/counters/data")).noneMatch(name -> name.startsWith("."));
  }
}
