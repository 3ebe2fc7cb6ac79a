/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

/**
 * Where the bytes of an open snapshot are.
 *
 * @param mappedBytes bytes of its files that are mapped
 * @param copiedBytes bytes that were copied into memory of this process, outside the heap
 * @param residentBytes mapped bytes that are in the page cache now; estimated from pages spread
 *     evenly over each file, as the operating system reports them
 */
public record SnapshotMemory(long mappedBytes, long copiedBytes, long residentBytes) {
  /** The share of the mapped bytes that lookups find without reading the disk, from 0 to 1. */
  public double residentShare() {
    return mappedBytes == 0 ? 1 : (double) residentBytes / mappedBytes;
  }
}
