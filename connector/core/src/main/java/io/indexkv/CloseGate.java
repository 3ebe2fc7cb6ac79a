/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets operations in until it is closed. Closing waits until all of them have left.
 *
 * <p>Operations take no lock. Each counts itself in one of several counters, which its thread
 * selects, so that threads seldom write to the same cache line.
 */
final class CloseGate {
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * Longs from one counter to the next. They fill two cache lines, because processors fetch lines
   * in pairs.
   */
  private static final int STRIDE = 16;

  private static final int MAX_STRIPES = 256;
  private static final long PAUSE_NANOS = 50_000;

  private final String what;
  private final int mask;
  private final long[] counts;
  private volatile boolean closed;

  /**
   * @param what names the closed object in messages
   */
  CloseGate(String what) {
    this.what = what;
    int wanted = Math.min(MAX_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
    mask = Integer.highestOneBit(2 * wanted - 1) - 1;
    counts = new long[(mask + 2) * STRIDE];
  }

  /**
   * Begins an operation.
   *
   * @return the number to pass to {@link #leave}
   * @throws IllegalStateException if the gate is closed
   */
  int enter() {
    int at = ((int) Thread.currentThread().getId() & mask) * STRIDE + STRIDE;
    // this counts first and then reads the flag; close() does the opposite, so one sees the other
    COUNT.getAndAdd(counts, at, 1L);
    if (closed) {
      leave(at);
      throw refused();
    }
    return at;
  }

  void leave(int entered) {
    COUNT.getAndAdd(counts, entered, -1L);
  }

  void requireOpen() {
    if (closed) {
      throw refused();
    }
  }

  private IllegalStateException refused() {
    return new IllegalStateException(what + " is closed");
  }

  /** Lets no further operation in, and waits until all have left. */
  void close() {
    closed = true;
    boolean interrupted = false;
    for (int at = STRIDE; at < counts.length; at += STRIDE) {
      while ((long) COUNT.getVolatile(counts, at) != 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return what;
  }
}
