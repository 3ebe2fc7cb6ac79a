/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

/** A scan that reads a store, and so can be replaced by lookups into it. */
public interface StoreBacked {
  PinnedStore store();

  /** True if the scan returns every entry of the store: nothing was pushed into it but columns. */
  boolean complete();
}
