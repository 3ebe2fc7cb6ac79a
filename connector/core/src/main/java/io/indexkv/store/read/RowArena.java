/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.ordered.EntryArena;
import io.indexkv.row.RowConversion;
import io.indexkv.row.RowConverter;
import java.util.Arrays;

/** Converted rows in native memory, so that they have addresses as rows in mapped files have. */
final class RowArena {
  private final RowConverter converter;
  private final EntryArena memory = new EntryArena();
  private byte[] stored = {};
  private int length;

  RowArena(RowConversion conversion) {
    converter = new RowConverter(conversion);
  }

  /** Forgets all rows. */
  void clear() {
    memory.clear();
  }

  /**
   * Converts a row.
   *
   * @return address of the converted row, a multiple of 8; its length is {@link #length()}
   */
  long convert(long address, int storedLength) {
    if (stored.length < storedLength) {
      stored = new byte[(int) Math.min(Integer.MAX_VALUE - 8, 2L * storedLength)];
    }
    Memory.copy(address, stored, 0, storedLength);
    length = converter.convert(stored, storedLength);
    long row = memory.room(length);
    Memory.copy(converter.bytes(), 0, row, length);
    return row;
  }

  /** Length of the last converted row, a multiple of 8. */
  int length() {
    return length;
  }

  /** A copy of the last converted row. */
  byte[] last() {
    return Arrays.copyOf(converter.bytes(), length);
  }
}
