/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.cursor;

import java.util.Iterator;

/** Walks several files, one after the other. It opens each file when its turn comes. */
public final class FilesCursor implements EntryCursor {
  private final Iterator<EntryCursor> files;
  private EntryCursor current;
  private Throwable failure;

  public FilesCursor(Iterator<EntryCursor> files) {
    this.files = files;
  }

  @Override
  public boolean next() {
    if (failure != null) {
      throw FailedScan.after(failure);
    }
    try {
      while (current == null || !current.next()) {
        if (!nextFile()) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public int nextValues(long[] addresses, int[] lengths, int max) {
    if (failure != null) {
      throw FailedScan.after(failure);
    }
    try {
      int count = current == null ? 0 : current.nextValues(addresses, lengths, max);
      while (count == 0 && max > 0 && nextFile()) {
        count = current.nextValues(addresses, lengths, max);
      }
      return count;
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  /** Begins the next file; false if there is none. */
  private boolean nextFile() {
    requireWhole();
    if (!files.hasNext()) {
      return false;
    }
    current = files.next();
    return true;
  }

  @Override
  public void requireWhole() {
    if (current != null) {
      current.requireWhole();
    }
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
