/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets operations in until it is closed; closing waits until all of them have left. Operations take
 * no lock: each counts itself in one of several counters, chosen by its thread, so that threads
 * seldom write to the same cache line.
 */
final class CloseGate {
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  /** Longs from one counter to the next: two cache lines, which processors fetch together. */
  private static final int STRIDE = 16;

  private static final int MAX_STRIPES = 256;
  private static final long PAUSE_NANOS = 50_000;

  private final String what;
  private final int mask;
  private final long[] counts;
  private volatile boolean closed;

  /** WHAT is closed, for the message. */
  CloseGate(String what) {
    this.what = what;
    int wanted = Math.min(MAX_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
    mask = Integer.highestOneBit(2 * wanted - 1) - 1;
    counts = new long[(mask + 2) * STRIDE];
  }

  /**
   * Begins an operation; returns what {@link #leave} wants.
   *
   * @throws IllegalStateException if the gate is closed
   */
  int enter() {
    int at = ((int) Thread.currentThread().getId() & mask) * STRIDE + STRIDE;
    // counted first, looked second; close() does it the other way round, so one sees the other
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

  /** Lets nobody in any more, and returns when all are out. */
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
