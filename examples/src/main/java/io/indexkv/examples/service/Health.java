/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.time.Duration;

/**
 * Whether a load balancer should send requests here. It should not while the service stops, and for
 * a while after a lookup could not read the store. Thread-safe.
 */
final class Health {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private volatile boolean stopping;
  private volatile boolean failing;
  private volatile long failed;

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Remembers that a lookup could not read the store. */
  void lookupFailed() {
    failed = System.nanoTime();
    failing = true;
  }

  /** A newer version may be in order. */
  void versionChanged() {
    failing = false;
  }

  /** Why requests should not come here; empty if they should. */
  String problem() {
    if (stopping) {
      return "the service is stopping";
    }
    boolean recent = System.nanoTime() - failed < AFTER_FAILURE.toNanos();
    return failing && recent ? "a lookup could not read the store" : "";
  }
}
