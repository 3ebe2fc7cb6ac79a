/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Watches the heap in use since the last {@code reset}. It samples the heap every ten milliseconds,
 * and before and after each garbage collection.
 */
final class HeapWatch {
  private static final long SAMPLE_MILLIS = 10;

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());
  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong collected = new AtomicLong();

  /** Starts to watch, until the JVM ends. */
  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener((note, ignored) -> watch.onCollection(note), null, null);
    }
    Thread sampler = new Thread(watch::sample, "heap-watch");
    sampler.setDaemon(true);
    sampler.start();
    return watch;
  }

  void reset() {
    peak.set(0);
    collected.set(0);
  }

  /** Maximum number of bytes in use, with garbage. */
  long peak() {
    return peak.get();
  }

  /** Maximum number of bytes that a garbage collection left in use; 0 if none ran. */
  long collected() {
    return collected.get();
  }

  private void sample() {
    try {
      while (true) {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        peak.accumulateAndGet(used, Math::max);
        Thread.sleep(SAMPLE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onCollection(Notification note) {
    if (!note.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    var collection =
        GarbageCollectionNotificationInfo.from((CompositeData) note.getUserData()).getGcInfo();
    peak.accumulateAndGet(heap(collection.getMemoryUsageBeforeGc()), Math::max);
    collected.accumulateAndGet(heap(collection.getMemoryUsageAfterGc()), Math::max);
  }

  private long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> heapPools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }
}
