/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.SnapshotMemory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The part of a store's mapped files that is in memory, from 0 to 1. Asking the system takes about
 * a millisecond a file. So this JVM asks at most once in {@link #SECONDS} seconds for a store, and
 * the tasks that end meanwhile report the same answer. Thread-safe.
 */
final class ResidentShare {
  private static final int SECONDS = 5;
  private static final int REMEMBERED = 100;

  private record Sample(double share, long nanos) {}

  private static final Map<Object, Sample> SAMPLES =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Sample> eldest) {
              return size() > REMEMBERED;
            }
          });

  private ResidentShare() {}

  /**
   * The share, now or a few seconds ago.
   *
   * @param store what was opened: a store, or a slice of it
   * @param memory asks the system
   * @return empty if nothing is mapped
   */
  static OptionalDouble of(Object store, Supplier<SnapshotMemory> memory) {
    long now = System.nanoTime();
    Sample last = SAMPLES.get(store);
    if (last != null && now - last.nanos() < TimeUnit.SECONDS.toNanos(SECONDS)) {
      return OptionalDouble.of(last.share());
    }
    SnapshotMemory found = memory.get();
    if (found.mappedBytes() == 0) {
      return OptionalDouble.empty();
    }
    SAMPLES.put(store, new Sample(found.residentShare(), now));
    return OptionalDouble.of(found.residentShare());
  }
}
