/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.List;

/**
 * The bytes in which blocks are stored. Positions count from the end of the header. Thread-safe.
 */
public interface StoredBytes {
  /** Copies bytes from any position on. */
  void read(long position, byte[] to, int length);

  /** Reads several ranges, whose offsets are positions. */
  default List<byte[]> read(List<FileRange> ranges) {
    return ranges.stream()
        .map(
            range -> {
              byte[] bytes = new byte[range.length()];
              read(range.offset(), bytes, bytes.length);
              return bytes;
            })
        .toList();
  }
}
