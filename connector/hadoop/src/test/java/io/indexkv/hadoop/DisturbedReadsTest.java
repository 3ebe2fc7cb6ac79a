/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads of stores that are far away: how many, and if they fail for a while, for good, or last. */
@Tag("slow")
class DisturbedReadsTest {
  private static final int ATTEMPTS = 3;
  private static final OpenOptions REMOTE = OpenOptions.defaults().remote(16 << 20);

  @TempDir Path directory;

  /** What happens before each read; nothing while a store is written. */
  private volatile DisturbedFileSystem.Disturbance disturbance = () -> {};

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void readsThatTimeOutAreTriedAgain(StorageCase which) throws IOException {
    Storage storage = write(which);
    for (OpenOptions options : new OpenOptions[] {REMOTE, OpenOptions.defaults()}) {
      AtomicInteger reads = new AtomicInteger();
      disturbance =
          () -> {
            if (reads.incrementAndGet() < ATTEMPTS) {
              throw new SocketTimeoutException("no answer, says the test");
            }
          };
      long before = CacheMetrics.now().retries();

      try (Store<Long, String> store = open(storage, options)) {
        assertThat(store.get(7L)).isEqualTo(FarStore.value(7));
      }

      assertThat(CacheMetrics.now().retries() - before).isEqualTo(ATTEMPTS - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void readsThatAlwaysTimeOutAreAnErrorThatNamesTheOption(StorageCase which) throws IOException {
    Storage storage = write(which);
    String file = new VersionLog(storage).at(1).files().get(0).name();
    disturbance =
        () -> {
          throw new SocketTimeoutException("no answer, says the test");
        };

    try (Store<Long, String> store = open(storage, REMOTE)) {
      assertThatThrownBy(() -> store.get(7L))
          .hasMessageContaining(file)
          .hasMessageContaining(
              "failed " + ATTEMPTS + " times (" + HadoopOptions.READ_ATTEMPTS + ")")
          .hasMessageContaining("no answer, says the test");
      disturbance = () -> {};
      assertThat(store.get(7L)).as("the next lookup").isEqualTo(FarStore.value(7));
    }
    disturbance =
        () -> {
          throw new SocketTimeoutException("no answer, says the test");
        };
    assertThatThrownBy(() -> open(storage, OpenOptions.defaults()))
        .hasMessageContaining(file)
        .hasMessageContaining(HadoopOptions.READ_ATTEMPTS);
  }

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void aColdGetReadsThreeTimesAndALaterOneOnce(StorageCase which) throws IOException {
    Storage storage = write(which);
    AtomicInteger reads = new AtomicInteger();
    disturbance = reads::incrementAndGet;
    try (Store<Long, String> store = open(storage, REMOTE)) {
      assertThat(reads).as("opening reads the manifest only").hasValue(0);
      assertThat(store.get(7L)).isEqualTo(FarStore.value(7));
      assertThat(reads).hasValue(3);
      assertThat(store.get(FarStore.ENTRIES - 1L)).isEqualTo(FarStore.value(FarStore.ENTRIES - 1));
      assertThat(reads).hasValue(4);
    }
  }

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void aSlowReadHoldsUpNobodyElse(StorageCase which) throws Exception {
    Storage storage = write(which);
    try (Store<Long, String> store = open(storage, REMOTE)) {
      assertThat(store.get(0L)).isEqualTo(FarStore.value(0));
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      AtomicInteger reads = new AtomicInteger();
      disturbance =
          () -> {
            if (reads.incrementAndGet() == 1) {
              begun.countDown();
              await(answered);
            }
          };
      CompletableFuture<String> slow =
          CompletableFuture.supplyAsync(() -> store.get(2_000L), runnable -> start(runnable));
      slow.whenComplete((value, failure) -> begun.countDown());
      begun.await();

      assertThat(store.get(FarStore.ENTRIES - 1L)).isEqualTo(FarStore.value(FarStore.ENTRIES - 1));

      assertThat(slow).isNotDone();
      answered.countDown();
      assertThat(slow.get()).isEqualTo(FarStore.value(2_000));
    }
  }

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void aFileThatSomebodyDeletedIsAnErrorAndNotAMiss(StorageCase which) throws IOException {
    Storage storage = write(which);
    try (Store<Long, String> store = open(storage, REMOTE)) {
      for (DataFile file : new VersionLog(storage).at(1).files()) {
        storage.delete(file.name());
      }
      assertThatThrownBy(() -> store.get(7L))
          .hasCauseInstanceOf(BrokenSnapshotException.class)
          .hasMessageContaining(storage.location() + "/data/")
          .hasMessageContaining("no such file");
    }
  }

  private static void start(Runnable runnable) {
    new Thread(runnable, "slow").start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Storage write(StorageCase which) throws IOException {
    Storage storage =
        FarStore.open(
            which,
            directory,
            () -> disturbance.beforeRead(),
            CacheDisk.REAL,
            new Retries(ATTEMPTS, 0));
    FarStore.write(storage, Compression.none());
    return storage;
  }

  private static Store<Long, String> open(Storage storage, OpenOptions options) throws IOException {
    return Store.open(storage, Keys.int64(), Values.string(), options);
  }
}
