/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.row.RowConversion;

/**
 * The entries of another cursor with their rows converted. A row is converted when it is first
 * asked for, so that rows that a newer layer replaces cost nothing.
 */
final class ConvertedCursor implements EntryCursor {
  private final EntryCursor cursor;
  private final RowArena rows;

  /** Address of the current row; 0 if it is not converted yet. */
  private long address;

  private int length;

  ConvertedCursor(EntryCursor cursor, RowConversion conversion) {
    this.cursor = cursor;
    rows = new RowArena(conversion);
  }

  @Override
  public boolean next() {
    address = 0;
    return cursor.next();
  }

  private void convert() {
    if (address == 0) {
      rows.clear();
      address = rows.convert(cursor.valueAddress(), cursor.valueLength());
      length = rows.length();
    }
  }

  @Override
  public void requireWhole() {
    cursor.requireWhole();
  }

  @Override
  public long keyAddress() {
    return cursor.keyAddress();
  }

  @Override
  public int keyLength() {
    return cursor.keyLength();
  }

  @Override
  public long valueAddress() {
    convert();
    return address;
  }

  @Override
  public int valueLength() {
    convert();
    return length;
  }

  @Override
  public byte[] key() {
    return cursor.key();
  }

  @Override
  public byte[] value() {
    convert();
    return rows.last();
  }
}
