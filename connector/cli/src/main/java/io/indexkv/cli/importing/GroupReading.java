/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.file.bytes.KeyParts;
import io.indexkv.file.sort.PartSorter;
import io.indexkv.key.KeyWriter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the threads that read groups of rows share: the next group, and the failure. Each thread
 * takes group after group. If some have errors, the first group's is the failure, as if one thread
 * had read them all.
 */
final class GroupReading {
  /** Number of rows between two looks at whether to stop. */
  private static final int LOOK = 1024;

  /** Bits of an entry's number for the row in its group. */
  private static final int ROW_BITS = 40;

  private final RowSource source;
  private final ImportPlan plan;
  private final KeyParts parts;
  private final AtomicInteger next = new AtomicInteger();
  private int failedGroup = Integer.MAX_VALUE;
  private Throwable failure;
  private volatile boolean stopped;

  GroupReading(RowSource source, ImportPlan plan, KeyParts parts) {
    this.source = source;
    this.plan = plan;
    this.parts = parts;
  }

  /** One thread's share. */
  final class Share {
    private final PartSorter sorter;
    private final KeyedRows keyed = new KeyedRows(plan);
    private volatile long rows;
    private volatile long bytes;

    Share(PartSorter sorter) {
      this.sorter = sorter;
    }

    /** Number of rows taken so far. */
    long rows() {
      return rows;
    }

    /** Bytes of these rows and their keys. */
    long bytes() {
      return bytes;
    }

    long leftOut() {
      return keyed.leftOut();
    }

    /** Reads groups until there is none left, or one failed. */
    Void read() throws IOException {
      try (GroupRows groups = source.openGroups()) {
        for (int g = next.getAndIncrement(); g < source.groups(); g = next.getAndIncrement()) {
          if (stopped || isFailedBefore(g)) {
            return null;
          }
          try {
            groups.open(g);
            read(groups, (long) g << ROW_BITS);
          } catch (IOException | RuntimeException | Error e) {
            fail(g, e);
            return null;
          }
        }
      }
      return null;
    }

    private void read(GroupRows group, long before) throws IOException {
      long number = before;
      long size = 0;
      while (keyed.next(group)) {
        KeyWriter key = keyed.key();
        byte[] encoded = key.buffer();
        int keyLength = key.length();
        int rowLength = keyed.row().length();
        int part = parts.of(encoded, keyLength);
        sorter.add(part, encoded, keyLength, keyed.row().bytes(), rowLength, ++number);
        size += keyLength + rowLength;
        if (number % LOOK == 0) {
          count(LOOK, size);
          size = 0;
          if (stopped) {
            return;
          }
        }
      }
      count((number - before) % LOOK, size);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes
    private void count(long more, long size) {
      rows += more;
      bytes += size;
    }
  }

  /** Makes the threads end soon. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  private synchronized boolean isFailedBefore(int group) {
    return failedGroup < group;
  }

  private synchronized void fail(int group, Throwable e) {
    if (group < failedGroup) {
      failedGroup = group;
      failure = e;
    }
  }

  /** Throws the failure, if there is one. Call it when all threads have ended. */
  synchronized void throwFailure() throws IOException {
    if (failure != null) {
      throw ImportThreads.thrown(failure);
    }
  }
}
