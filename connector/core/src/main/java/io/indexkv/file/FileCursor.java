/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Entries of one file in key order, from a key (inclusive) to a key (exclusive). */
final class FileCursor implements EntryCursor {
  private final DataSpace data;
  private final byte[] to;
  private long next;
  private long position = -1;
  private long address;
  private long span;
  private int keyLength;
  private int keyOffset;

  FileCursor(StoreFileReader file, byte[] from, byte[] to) {
    data = file.data;
    this.to = to;
    if (from != null && data.length() > 0) {
      long block = file.blocks.search(from);
      next = Math.max(0, file.blocks.firstEntryIn(block));
      while (next < data.length()) {
        load(next);
        if (compareKey(from) >= 0) {
          break;
        }
        next = data.next(next, span);
      }
    }
  }

  private void load(long at) {
    span = data.span(at);
    address = data.address(at);
    keyLength = data.keyLength(at, address);
    keyOffset = data.keyOffset(keyLength);
    position = at;
  }

  private int compareKey(byte[] key) {
    return Memory.compare(keyAddress(), keyLength, key, key.length);
  }

  @Override
  public boolean next() {
    if (next >= data.length()) {
      return false;
    }
    load(next);
    if (to != null && compareKey(to) >= 0) {
      next = data.length();
      return false;
    }
    next = data.next(next, span);
    return true;
  }

  /** Position of the current entry. */
  long position() {
    return position;
  }

  @Override
  public long keyAddress() {
    return address + keyOffset;
  }

  @Override
  public int keyLength() {
    return keyLength;
  }

  @Override
  public long valueAddress() {
    return address + DataSpace.valueOffset(span);
  }

  @Override
  public int valueLength() {
    return DataSpace.valueLength(span);
  }

  @Override
  public byte[] key() {
    return Memory.copy(keyAddress(), keyLength);
  }

  @Override
  public byte[] value() {
    return Memory.copy(valueAddress(), valueLength());
  }
}
