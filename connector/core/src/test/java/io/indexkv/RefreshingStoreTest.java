/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.key.Keys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshingStoreTest {
  private static final int KEYS = 500;
  private static final int VERSIONS = 20;
  private static final int THREADS = 3;

  @TempDir Path directory;

  @Test
  void staysWhereItIsUntilItIsTold() throws IOException {
    write(1);
    try (RefreshingStore<Long, Long> store = open()) {
      assertThat(store.refresh()).isFalse();
      write(2);
      assertThat(store.get(7L)).isEqualTo(1);

      assertThat(store.refresh()).isTrue();

      assertThat(store.version()).isEqualTo(2);
      assertThat(store.get(7L)).isEqualTo(2);
      assertThat(store.contains((long) KEYS)).isFalse();
    }
  }

  @Test
  void movesToAStoreThatWasWrittenInPlaceOfItsOwn() throws IOException {
    write(1);
    try (RefreshingStore<Long, Long> store = open()) {
      try (var files = Files.walk(directory.resolve("store"))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      write(1, 17);

      assertThat(store.refresh()).isTrue();

      assertThat(store.version()).isEqualTo(1);
      assertThat(store.get(7L)).isEqualTo(17);
      assertThat(store.refresh()).isFalse();
    }
  }

  @Test
  void isNeitherRefreshedNorClosedByALookupThatRunsInIt() throws IOException {
    write(1);
    try (RefreshingStore<Long, Long> store = open()) {
      write(2);
      assertThatThrownBy(() -> store.look(in -> refreshed(store)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be refreshed inside a lookup of its own");
      assertThatThrownBy(
              () ->
                  store.look(
                      in -> {
                        store.look(Store::version);
                        store.close();
                        return null;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be closed inside a lookup of its own");

      assertThat(store.refresh()).isTrue();
      assertThat(store.get(7L)).isEqualTo(2);
    }
  }

  private static boolean refreshed(RefreshingStore<Long, Long> store) {
    try {
      return store.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void neverDisturbsALookupNorMixesVersionsInOne() throws Exception {
    write(1);
    List<Long> keys = LongStream.range(0, KEYS).boxed().toList();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch looking = new CountDownLatch(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (RefreshingStore<Long, Long> store = open()) {
      Callable<Long> lookup =
          () -> {
            long last = 0;
            long lookups = 0;
            try {
              while (!done.get()) {
                List<Long> found = store.getMany(keys);
                assertThat(new HashSet<>(found)).hasSize(1);
                assertThat(found.get(0)).isGreaterThanOrEqualTo(last);
                last = found.get(0);
                assertThat(store.get(3L)).isGreaterThanOrEqualTo(last);
                if (lookups++ == 0) {
                  looking.countDown();
                }
              }
            } finally {
              looking.countDown(); // a failure is to be seen, not waited for
            }
            return lookups;
          };
      List<Future<Long>> running = new ArrayList<>();
      for (Callable<Long> each : Collections.nCopies(THREADS, lookup)) {
        running.add(threads.submit(each));
      }
      looking.await();
      for (long version = 2; version <= VERSIONS; version++) {
        write(version);
        assertThat(store.refresh()).isTrue();
      }
      done.set(true);
      for (Future<Long> each : running) {
        assertThat(each.get()).isPositive();
      }
      assertThat(store.version()).isEqualTo(VERSIONS);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void staysUsableWhenTheNewestCannotBeOpened() throws IOException {
    write(1);
    try (RefreshingStore<Long, Long> store = open()) {
      write(2);
      try (var files = Files.list(directory.resolve("store/data"))) {
        for (Path file : files.toList()) {
          Files.delete(file); // version 1 is mapped: it stays readable
        }
      }

      assertThatThrownBy(store::refresh).hasMessageContaining("no such file");

      assertThat(store.version()).isEqualTo(1);
      assertThat(store.get(7L)).isEqualTo(1);
    }
  }

  @Test
  void isClosedForGood() throws IOException {
    write(1);
    RefreshingStore<Long, Long> store = open();
    store.close();
    store.close();

    assertThatThrownBy(() -> store.get(1L)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(store::refresh).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void saysWhereItsBytesAre() throws IOException {
    write(1);
    LocalStorage storage = new LocalStorage(directory.resolve("store"));
    long size = 0;
    try (var files = Files.list(directory.resolve("store/data"))) {
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
    }
    try (Store<Long, Long> mapped =
            Store.open(storage, Keys.int64(), Values.int64(), OpenOptions.defaults());
        Store<Long, Long> copied =
            Store.open(storage, Keys.int64(), Values.int64(), OpenOptions.defaults().inMemory())) {
      assertThat(mapped.get(1L)).isEqualTo(copied.get(1L));
      StoreMemory memory = mapped.memory();
      assertThat(memory.mappedBytes()).isBetween(size - 64, size);
      assertThat(memory.residentShare()).isBetween(0.0, 1.0);
      assertThat(memory.copiedBytes()).isZero();
      assertThat(copied.memory().copiedBytes()).isBetween(size - 64, size);
      assertThat(copied.memory().mappedBytes()).isZero();
    }
  }

  /** The value of each key is the version. */
  private void write(long version) throws IOException {
    write(version, version);
  }

  private void write(long version, long value) throws IOException {
    try (StoreWriter<Long, Long> writer =
        Store.write(directory.resolve("store"), Keys.int64(), Values.int64())) {
      for (long key = 0; key < KEYS; key++) {
        writer.add(key, value);
      }
      assertThat(writer.commit()).isEqualTo(version);
    }
  }

  private RefreshingStore<Long, Long> open() throws IOException {
    return RefreshingStore.open(
        new LocalStorage(directory.resolve("store")),
        Keys.int64(),
        Values.int64(),
        OpenOptions.defaults());
  }
}
