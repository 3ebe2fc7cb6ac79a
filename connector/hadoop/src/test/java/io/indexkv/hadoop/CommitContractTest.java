/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.FaultyStorage;
import io.indexkv.testing.FaultyStorage.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Commits on every storage: concurrent ones, and ones that are cut off anywhere. */
@Tag("slow")
class CommitContractTest {
  private static final int COMMITTERS = 8;
  private static final int COMMITS_EACH = 6;

  @TempDir Path directory;

  @OnEachStorage
  void losesNoCommitOfManyCommitters(StorageCase which) throws Exception {
    Storage storage = which.open(directory);
    List<DataFile> files = new TestStore(storage).write("of all");
    ExecutorService threads = Executors.newFixedThreadPool(COMMITTERS);
    List<String> committed = new ArrayList<>();
    try {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < COMMITTERS; i++) {
        tasks.add(() -> commitMany(storage, files));
      }
      for (Future<List<String>> done : threads.invokeAll(tasks)) {
        committed.addAll(done.get());
      }
    } finally {
      threads.shutdown();
    }

    VersionLog snapshots = new VersionLog(storage);
    List<Long> versions = snapshots.versions();
    int total = COMMITTERS * COMMITS_EACH;
    assertThat(versions).isEqualTo(LongStream.rangeClosed(1, total).boxed().toList());
    List<String> found = new ArrayList<>();
    long before = 0;
    for (long version : versions) {
      Manifest m = snapshots.at(version);
      assertThat(m.parent()).isEqualTo(version - 1);
      assertThat(m.storeId()).isEqualTo(snapshots.at(1).storeId());
      assertThat(m.timestamp()).isGreaterThan(before);
      before = m.timestamp();
      found.add(m.summary().get("commit"));
    }
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
  }

  /** Ids of the commits that were said to be done. */
  private static List<String> commitMany(Storage storage, List<DataFile> files) throws IOException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < COMMITS_EACH) {
      long base = new VersionLog(storage).latest().map(Manifest::version).orElse(0L);
      try {
        ids.add(new TestStore(storage).commit(base, files).summary().get("commit"));
      } catch (CommitConflictException e) {
        assertThat(e.version()).isGreaterThan(base);
      }
    }
    return ids;
  }

  @OnEachStorage
  void aCommitThatFailsAnywhereLeavesAWholeVersion(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    new TestStore(storage).overwrite(0);
    for (Fault fault : Fault.values()) {
      int operation = 1;
      while (failsAt(storage, fault, operation)) {
        operation++;
      }
      // list, probe and read the base; create, write and finish 2 files; their lengths; create
      assertThat(operation).as(fault.name()).isGreaterThan(12);
    }
  }

  /** Fails an overwrite of the newest version at an operation; false if it has no so many. */
  private static boolean failsAt(Storage storage, Fault fault, int operation) throws IOException {
    long base = newest(storage);
    try (FaultyStorage failing = new FaultyStorage(storage, fault, operation)) {
      long expected;
      try {
        expected = new TestStore(failing).overwrite(base).version();
      } catch (CommitStateUnknownException e) {
        expected = newest(storage);
        assertThat(expected).isBetween(base, base + 1);
      } catch (IOException e) {
        expected = base;
      }

      assertThat(newest(storage)).as(fault + " at " + operation).isEqualTo(expected);
      new TestStore(storage).assertWhole(base);
      new TestStore(storage).assertWhole(expected);
      return failing.hasFailed();
    }
  }

  private static long newest(Storage storage) throws IOException {
    return new VersionLog(storage).latest().orElseThrow().version();
  }
}
