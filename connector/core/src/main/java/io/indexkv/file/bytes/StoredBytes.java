/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.List;

/** What blocks are stored in. Positions count from the end of the header. Thread-safe. */
public interface StoredBytes {
  /** Copies bytes from any position on. */
  void read(long position, byte[] to, int length);

  /** The bytes of several ranges, whose offsets are positions. */
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
