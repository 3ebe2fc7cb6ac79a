/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * Looks up one key at a time and returns its value's address without copying the value. One
 * instance per thread; valid while the files are open.
 */
public final class PointLookup {
  private final StoreFiles files;
  private final int keyWidth;
  private long address;
  private int length;

  /** A lookup in files, which must all be mapped. */
  public PointLookup(StoreFiles files) {
    if (!files.isMapped()) {
      throw new IllegalStateException(
          "values can be read in place only where all files are mapped");
    }
    this.files = files;
    keyWidth = files.keyWidth();
  }

  /** Looks up a key of 1, 2, 4 or 8 bytes, given as one little-endian word. True if it is found. */
  public boolean find(long word) {
    if (files.count() == 0) {
      return false;
    }
    StoreFileReader reader = files.reader(files.count() == 1 ? 0 : files.route(word));
    return found(reader, reader.find(word), keyWidth);
  }

  /** Looks up a key of any length. True if it is found. */
  public boolean find(byte[] key, int offset, int keyLength) {
    int f = files.route(key, offset, keyLength);
    if (f < 0) {
      return false;
    }
    StoreFileReader reader = files.reader(f);
    return found(reader, reader.find(key, offset, keyLength), keyLength);
  }

  private boolean found(StoreFileReader reader, long position, int keyLength) {
    if (position < 0) {
      return false;
    }
    FastReader file = reader.verified();
    if (file == null) {
      long span = reader.mapped.found(position);
      address = reader.mapped.address(position) + MappedData.valueOffset(span);
      length = MappedData.valueLength(span);
      return true;
    }
    long entry = file.address(position);
    long span = file.span(position, entry, file.head(keyLength));
    address = file.valueAddress(position, entry, span);
    length = MappedData.valueLength(span);
    return true;
  }

  /** Native address of the last value found. */
  public long address() {
    return address;
  }

  /** Length in bytes of the last value found. */
  public int length() {
    return length;
  }
}
