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
  private volatile String failure = "";
  private volatile long failed;

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Remembers that a lookup could not read the store. */
  void lookupFailed(Throwable cause) {
    failed = System.nanoTime();
    failure = String.valueOf(cause.getMessage());
  }

  /** A newer version may be in order. */
  void versionChanged() {
    failure = "";
  }

  /** Why requests should not come here; empty if they should. */
  String problem() {
    if (stopping) {
      return "the service is stopping";
    }
    String last = failure;
    boolean recent = System.nanoTime() - failed < AFTER_FAILURE.toNanos();
    return !last.isEmpty() && recent ? "a lookup could not read the store" : "";
  }
}
