/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Failures of a store's storage, as Spark's interfaces let them through. */
public final class StoreFailure {
  private StoreFailure() {}

  /**
   * An exception whose message names the store and the cause.
   *
   * @param location path or URI of the store
   */
  public static UncheckedIOException of(String location, IOException cause) {
    return new UncheckedIOException("store " + location + ": " + cause.getMessage(), cause);
  }

  /** An exception that says which version could not be opened, and why. */
  static UncheckedIOException ofOpening(PinnedStore store, IOException cause) {
    return new UncheckedIOException(
        "cannot open store %s version %d: %s"
            .formatted(store.location(), store.version(), cause.getMessage()),
        cause);
  }
}
