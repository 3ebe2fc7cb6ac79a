/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Manifest;

/** The maximum number of layers that a write may leave. */
public final class LayerLimit {
  private LayerLimit() {}

  /**
   * Checks that a write may put one more layer on top of a version.
   *
   * @param store location of the store, for the message
   * @param write what the message calls the write, for example "an upsert"
   * @param remedy what to do, as the last sentences of the message
   * @throws IllegalStateException if the version has the maximum number of layers
   */
  public static void require(
      Manifest top, String store, int maxLayers, String write, String remedy) {
    if (top.layers().size() >= maxLayers) {
      throw new IllegalStateException(
          ("version %d of the store %s has %d layers, and %s may leave at most %d: each one makes"
                  + " lookups slower. %s")
              .formatted(top.version(), store, top.layers().size(), write, maxLayers, remedy));
    }
  }
}
