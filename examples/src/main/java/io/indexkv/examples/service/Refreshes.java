/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import io.indexkv.RefreshingStore;
import io.indexkv.value.Row;
import java.io.IOException;

/** Moves the service to newer versions, and remembers how that went. Thread-safe. */
final class Refreshes {
  private static final System.Logger LOG = System.getLogger(Refreshes.class.getName());

  private final RefreshingStore<?, Row> store;
  private volatile long done;
  private volatile long failed;
  private volatile String lastFailure = "";

  Refreshes(RefreshingStore<?, Row> store) {
    this.store = store;
  }

  /**
   * Looks for a newer version. If that cannot be opened, the old one goes on answering.
   *
   * @return whether the version changed
   */
  synchronized boolean run() {
    try {
      boolean changed = store.refresh();
      if (changed) {
        done++;
        LOG.log(System.Logger.Level.INFO, "now at version {0}", Long.toString(store.version()));
      }
      lastFailure = "";
      return changed;
    } catch (IOException | RuntimeException e) {
      failed++;
      lastFailure = e.toString();
      LOG.log(System.Logger.Level.WARNING, "the newest version cannot be opened: " + e);
      return false;
    }
  }

  long done() {
    return done;
  }

  long failed() {
    return failed;
  }

  /** Why the last look for a newer version failed; empty if it did not. */
  String lastFailure() {
    return lastFailure;
  }
}
