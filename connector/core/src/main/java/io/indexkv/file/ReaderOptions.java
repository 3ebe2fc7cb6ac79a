/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.Mapping;
import java.util.function.Supplier;

/**
 * How to open a local store file.
 *
 * @param access whether the file is mapped or copied
 * @param cache gives the cache of a compressed file's blocks, which must stay open longer than the
 *     file; gives null to refuse compressed files. It is asked only for a compressed file.
 * @param damaged runs each time that the file is found damaged, when it is opened or by a lookup,
 *     before the error is thrown
 * @param values check of each value before it is returned
 * @param strideShift the file is mapped in pieces of 2^strideShift bytes and a little more, but of
 *     at least one block
 */
public record ReaderOptions(
    FileAccess access,
    Supplier<BlockCache> cache,
    Runnable damaged,
    ValueCheck values,
    int strideShift) {
  /** Maps the file, refuses it if it is compressed, and accepts all values. */
  public static ReaderOptions defaults() {
    return new ReaderOptions(
        FileAccess.MAPPED, () -> null, () -> {}, ValueCheck.ANY, Mapping.DEFAULT_STRIDE_SHIFT);
  }

  public ReaderOptions access(FileAccess access) {
    return new ReaderOptions(access, cache, damaged, values, strideShift);
  }

  public ReaderOptions cache(Supplier<BlockCache> cache) {
    return new ReaderOptions(access, cache, damaged, values, strideShift);
  }

  public ReaderOptions damaged(Runnable damaged) {
    return new ReaderOptions(access, cache, damaged, values, strideShift);
  }

  public ReaderOptions values(ValueCheck values) {
    return new ReaderOptions(access, cache, damaged, values, strideShift);
  }

  ReaderOptions strideShift(int strideShift) {
    return new ReaderOptions(access, cache, damaged, values, strideShift);
  }
}
