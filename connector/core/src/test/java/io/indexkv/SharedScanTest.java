/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If several threads use one scan, one of them gets an exception, and the entries of the others are
 * right.
 */
class SharedScanTest {
  private static final int ENTRIES = 20_000;

  @TempDir Path path;

  private void write() throws IOException {
    Map<Long, String> entries = new TreeMap<>();
    for (long i = 0; i < ENTRIES; i++) {
      entries.put(i, "v" + i);
    }
    new SortedStore<>(path, Keys.int64(), Values.string(), Compression.lz4(), 3000).write(entries);
  }

  @Test
  void theSecondThreadIsTold() throws Exception {
    write();
    CountDownLatch decoding = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Values<String> slow =
        new Values<>() {
          @Override
          public String label() {
            return Values.string().label();
          }

          @Override
          public byte[] encode(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public String decode(byte[] bytes) {
            if (decoding.getCount() > 0) {
              decoding.countDown();
              await(told);
            }
            return new String(bytes, StandardCharsets.UTF_8);
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Store<Long, String> store = Store.open(path, Keys.int64(), slow);
        Entries<Long, String> scan = store.scan(Range.all())) {
      Future<Entry<Long, String>> first = thread.submit(scan::next);
      decoding.await();
      for (Runnable use : List.<Runnable>of(scan::next, scan::hasNext)) {
        assertThatThrownBy(use::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("two threads use one scan of version 1 of the store " + path);
      }
      told.countDown();
      assertThat(first.get()).isEqualTo(new Entry<>(0L, "v0"));
      assertThat(scan.next()).as("one after the other they may").isEqualTo(new Entry<>(1L, "v1"));
    } finally {
      told.countDown();
      thread.shutdown();
    }
  }

  @Test
  void noEntryIsWrongOrTakenTwice() throws Exception {
    write();
    OpenOptions[] ways = {OpenOptions.defaults(), OpenOptions.defaults().remote(1 << 20)};
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (OpenOptions options : ways) {
        try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string(), options);
            Entries<Long, String> scan = store.scan(Range.all())) {
          Set<Long> taken = ConcurrentHashMap.newKeySet();
          List<Future<Boolean>> all = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> take(scan, taken)));
          }
          for (Future<Boolean> right : all) {
            assertThat(right.get()).isTrue();
          }
          assertThat(taken).hasSize(ENTRIES);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean take(Entries<Long, String> scan, Set<Long> taken) {
    while (true) {
      try {
        Entry<Long, String> entry = scan.next();
        if (!entry.value().equals("v" + entry.key()) || !taken.add(entry.key())) {
          return false;
        }
      } catch (NoSuchElementException e) {
        return true;
      } catch (IllegalStateException e) {
        if (!e.getMessage().startsWith("two threads use one scan")) {
          throw e;
        }
      }
    }
  }
}
