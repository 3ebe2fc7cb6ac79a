/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.Format;
import io.indexkv.file.index.DirectIndex;

/** Finds keys by a direct index. */
record DirectSearch(DirectIndex index, DataSpace data) implements KeySearch {
  /**
   * Position of the entry with this key, or -1.
   *
   * @throws io.indexkv.error.CorruptFileException if the key's place has another key
   */
  @Override
  public long find(byte[] key, int offset, int length) {
    long position = index.position(Format.keyNumber(key, offset, length));
    if (position >= 0 && !data.matches(position, key, offset, length)) {
      throw index.wrongKey(position);
    }
    return position;
  }
}
