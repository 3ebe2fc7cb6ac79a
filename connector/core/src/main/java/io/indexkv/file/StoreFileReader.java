/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One mapped store file. Thread-safe without locks. */
public final class StoreFileReader implements Closeable {
  public static StoreFileReader open(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  public StoreFileInfo info() {
    throw new UnsupportedOperationException();
  }

  public Map<String, String> properties() {
    throw new UnsupportedOperationException();
  }

  /** Bytes of every key (1, 2, 4 or 8), or 0 if keys vary in length. */
  public int keyWidth() {
    throw new UnsupportedOperationException();
  }

  /** The value of KEY, or null if absent. */
  public byte[] get(byte[] key) {
    throw new UnsupportedOperationException();
  }

  /** All entries in key order. */
  public EntryCursor scan() {
    throw new UnsupportedOperationException();
  }

  /** Entries with FROM &lt;= key &lt; TO in key order; null means unbounded. */
  public EntryCursor scan(byte[] from, byte[] to) {
    throw new UnsupportedOperationException();
  }

  /** Reads and checks everything: checksums, key order, completeness of the indexes, counts. */
  public void verify() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
