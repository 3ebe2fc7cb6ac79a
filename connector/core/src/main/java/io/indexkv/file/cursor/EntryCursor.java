/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.cursor;

import io.indexkv.file.index.Faults;

/** Walks entries in key order. Valid while the reader it came from is open; not thread-safe. */
public interface EntryCursor {
  /**
   * Moves to the next entry; false at the end. A cursor that has thrown never leaves an entry out:
   * the next call tries again, or throws an IllegalStateException with the failure as its cause.
   */
  boolean next();

  long keyAddress();

  int keyLength();

  /** Native address of the value's first byte. */
  long valueAddress();

  int valueLength();

  /**
   * Fails if somebody has cut short a mapped file of the current entries since it was opened. The
   * entries may then differ from those that were written.
   *
   * @throws io.indexkv.error.CorruptFileException with the file's name
   * @throws InternalError now or at the next {@link Faults#settle()}, if a page could not be read
   */
  default void requireWhole() {}

  /**
   * Moves over up to {@code max} entries, and notes where their values are. The values are valid
   * until the next move. Afterwards there is no current entry.
   *
   * @param addresses output: native address of each value's first byte
   * @param lengths output: number of bytes of each value
   * @return the number of entries; 0 at the end
   */
  default int nextValues(long[] addresses, int[] lengths, int max) {
    if (max == 0 || !next()) {
      return 0;
    }
    addresses[0] = valueAddress();
    lengths[0] = valueLength();
    return 1;
  }

  byte[] key();

  byte[] value();
}
