/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.cursor.MergedCursor;
import java.io.IOException;

/** Copies the current key of a merge of layers to the files of another layer. */
final class ChangeCopy {
  private final LayerFiles out;
  private byte[] key = new byte[64];
  private byte[] change = new byte[256];

  /**
   * Makes a copier.
   *
   * @param out takes entries and deletes
   */
  ChangeCopy(LayerFiles out) {
    this.out = out;
  }

  void entry(MergedCursor entry) throws IOException {
    int length = entry.valueLength();
    if (length >= change.length) {
      change = new byte[(int) Math.min(Integer.MAX_VALUE - 8, 2L * length)];
    }
    BatchLookup.copy(entry.valueAddress(), change, 0, length);
    change[length] = LayerFiles.ENTRY;
    int keyLength = copyKey(entry);
    out.add(key, 0, keyLength, change, 0, length + 1);
  }

  void delete(MergedCursor entry) throws IOException {
    change[0] = LayerFiles.DELETE;
    int keyLength = copyKey(entry);
    out.add(key, 0, keyLength, change, 0, 1);
  }

  private int copyKey(MergedCursor entry) {
    int length = entry.keyLength();
    if (length > key.length) {
      key = new byte[2 * length];
    }
    BatchLookup.copy(entry.keyAddress(), key, 0, length);
    return length;
  }
}
