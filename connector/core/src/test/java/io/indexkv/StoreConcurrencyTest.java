/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many readers while a store is closed: their answers are right until then, and exceptions
 * afterwards.
 */
class StoreConcurrencyTest {
  private static final int ENTRIES = 20_000;
  private static final int ROUNDS = 20;

  @TempDir Path path;

  /**
   * Reads until the store is closed, and fails at a wrong answer.
   *
   * @return how often it read
   */
  interface Reader {
    long read(Store<Long, String> store, CountDownLatch started);
  }

  private static final List<Reader> READERS =
      List.of(
          (store, started) -> {
            long[] key = new long[1];
            return repeat(
                started,
                () -> {
                  key[0] = (key[0] + 7919) % ENTRIES;
                  return expect("v" + key[0], store.get(key[0]));
                });
          },
          (store, started) -> {
            List<Long> keys = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (long i = 0; i < 500; i++) {
              keys.add(i * 41);
              expected.add(i * 41 < ENTRIES ? "v" + i * 41 : null);
            }
            return repeat(started, () -> expect(expected, store.getMany(keys)));
          },
          (store, started) -> {
            LongLookup<String> lookup = store.longLookup();
            long[] keys = new long[700];
            for (int i = 0; i < keys.length; i++) {
              keys[i] = i * 29L;
            }
            return repeat(
                started,
                () -> {
                  lookup.getMany(keys);
                  return expect("v" + keys[689], lookup.value(689));
                });
          },
          (store, started) -> repeat(started, () -> scan(store.scan(Range.closed(10L, 400L)))),
          (store, started) ->
              repeat(started, () -> scan(store.scanBackward(Range.closed(10L, 400L)))));

  private static Object scan(Entries<Long, String> entries) {
    long count = 0;
    while (entries.hasNext()) {
      Entry<Long, String> entry = entries.next();
      expect("v" + entry.key(), entry.value());
      count++;
    }
    return expect(391L, count);
  }

  @Test
  @Timeout(120)
  void closesUnderManyThreads() throws Exception {
    write(Compression.none());
    closeUnderThreads(OpenOptions.defaults());
  }

  @Test
  @Timeout(120)
  void closesUnderManyThreadsThatReadThroughACache() throws Exception {
    write(Compression.lz4());
    closeUnderThreads(OpenOptions.defaults().cacheBytes(64 << 10));
  }

  private void closeUnderThreads(OpenOptions options) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Store<Long, String> store = Store.open(path, Keys.int64(), Values.string(), options);
        CountDownLatch started = new CountDownLatch(3 * READERS.size());
        List<Future<Long>> reads = new ArrayList<>();
        for (int i = 0; i < 3 * READERS.size(); i++) {
          Reader reader = READERS.get(i % READERS.size());
          reads.add(threads.submit(() -> reader.read(store, started)));
        }
        started.await();
        store.close();
        assertThat(mapped()).as("maps after close").isEmpty();
        for (Future<Long> read : reads) {
          assertThat(rounds(read)).isPositive();
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @Timeout(120)
  void answersAThreadForEachTask() throws Exception {
    write(Compression.none());
    ExecutorService threads = threadPerTask();
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      List<CompletableFuture<String>> all = new ArrayList<>();
      for (long i = 0; i < 2000; i++) {
        all.add(store.getAsync(i * 11, threads));
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).join()).isEqualTo(i * 11 < ENTRIES ? "v" + i * 11 : null);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anExecutorThatTakesNoMoreWorkFailsTheFuture() throws Exception {
    write(Compression.none());
    ExecutorService ended = Executors.newSingleThreadExecutor();
    ended.shutdown();
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      assertThat(store.getAsync(11L, ended))
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(RejectedExecutionException.class);
      assertThat(store.getManyAsync(List.of(11L), ended))
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  /** Virtual threads where the JDK has them. */
  private static ExecutorService threadPerTask() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return Executors.newCachedThreadPool();
    }
  }

  @Test
  void twoThreadsCannotShareALookup() throws Exception {
    write(Compression.none());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      LongLookup<String> lookup = store.longLookup();
      long[] keys = new long[100_000];
      List<Future<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        tries.add(
            threads.submit(
                () -> {
                  try {
                    return lookup.getMany(keys) == keys.length;
                  } catch (IllegalStateException e) {
                    return e.getMessage().startsWith("two threads use one LongLookup");
                  }
                }));
      }
      for (Future<Boolean> right : tries) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static long rounds(Future<Long> read) throws InterruptedException {
    try {
      return read.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a reader failed", e.getCause());
    }
  }

  private void write(Compression compression) throws IOException {
    Map<Long, String> entries = new TreeMap<>();
    for (long i = 0; i < ENTRIES; i++) {
      entries.put(i, "v" + i);
    }
    new SortedStore<>(path, Keys.int64(), Values.string(), compression, 3000).write(entries);
  }

  private List<String> mapped() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(l -> l.contains(path.toString())).toList();
    }
  }

  interface Use {
    Object run();
  }

  private static long repeat(CountDownLatch started, Use use) {
    for (long i = 0; ; i++) {
      if (!openAfter(use)) {
        return i;
      }
      if (i == 0) {
        started.countDown();
      }
    }
  }

  /** Returns false if the store is closed. */
  private static boolean openAfter(Use use) {
    try {
      use.run();
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageEndingWith("is closed");
      return false;
    }
  }

  private static Object expect(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
    return found;
  }
}
