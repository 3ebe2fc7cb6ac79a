/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongLookupTest {
  private static final int KEYS = 2048;

  @TempDir Path path;

  @Test
  void aBatchAllocatesNothingForAKey() throws IOException {
    Stream<Entry<Long, String>> entries =
        LongStream.range(0, KEYS).mapToObj(i -> new Entry<>(i, "value " + i));
    Store.write(path, Keys.int64(), Values.string(), entries, KEYS);
    long[] keys = LongStream.range(0, KEYS).toArray();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      LongLookup<String> lookup = store.longLookup();
      long min = Long.MAX_VALUE;
      for (int pass = 0; pass < 200 && min > 24; pass++) {
        long before = threads.getThreadAllocatedBytes(thread);
        final int hits = lookup.getMany(keys);
        min = Math.min(min, threads.getThreadAllocatedBytes(thread) - before);
        assertThat(hits).isEqualTo(KEYS);
      }
      // the look at the ends of the files takes an empty array
      assertThat(min).isLessThanOrEqualTo(24);
    }
  }
}
