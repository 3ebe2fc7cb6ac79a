/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.read.SnapshotMemory;

/**
 * Where the bytes of an open store are.
 *
 * @param mappedBytes bytes of its files that are mapped
 * @param copiedBytes bytes that were copied into memory of this process, outside the heap
 * @param residentBytes mapped bytes that are in the page cache, estimated from pages spread evenly
 *     over each file
 */
public record StoreMemory(long mappedBytes, long copiedBytes, long residentBytes) {
  static StoreMemory of(SnapshotMemory memory) {
    return new StoreMemory(memory.mappedBytes(), memory.copiedBytes(), memory.residentBytes());
  }

  /** The share of the mapped bytes that lookups find without reading the disk, from 0 to 1. */
  public double residentShare() {
    return new SnapshotMemory(mappedBytes, copiedBytes, residentBytes).residentShare();
  }
}
