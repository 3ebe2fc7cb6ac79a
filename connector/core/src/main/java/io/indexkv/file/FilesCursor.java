/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** The entries of several files, one file after the other. */
final class FilesCursor implements EntryCursor {
  private final StoreFileReader[] files;
  private final byte[] from;
  private final byte[] to;
  private int next;
  private EntryCursor current;

  FilesCursor(StoreFileReader[] files, int first, byte[] from, byte[] to) {
    this.files = files;
    this.from = from;
    this.to = to;
    next = first;
  }

  @Override
  public boolean next() {
    while (current == null || !current.next()) {
      if (next == files.length) {
        return false;
      }
      current = files[next++].scan(from, to);
    }
    return true;
  }

  @Override
  public long keyAddress() {
    return current.keyAddress();
  }

  @Override
  public int keyLength() {
    return current.keyLength();
  }

  @Override
  public long valueAddress() {
    return current.valueAddress();
  }

  @Override
  public int valueLength() {
    return current.valueLength();
  }

  @Override
  public byte[] key() {
    return current.key();
  }

  @Override
  public byte[] value() {
    return current.value();
  }
}
