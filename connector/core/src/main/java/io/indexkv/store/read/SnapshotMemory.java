/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

/**
 * Where the bytes of an open snapshot are.
 *
 * @param mappedBytes bytes of its files that are mapped
 * @param copiedBytes bytes that were copied into memory of this process, outside of the heap
 * @param residentBytes of the mapped bytes, those in the page cache: estimated from pages spread
 *     evenly over each file, as the operating system knows them at this moment
 */
public record SnapshotMemory(long mappedBytes, long copiedBytes, long residentBytes) {
  /** Of the mapped bytes, from 0 to 1: what lookups find without reading the disk. */
  public double residentShare() {
    return mappedBytes == 0 ? 1 : (double) residentBytes / mappedBytes;
  }
}
