/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.util.List;

/** Open store files with disjoint, ascending key ranges, looked up as one. Thread-safe. */
public final class StoreFiles {
  public StoreFiles(List<StoreFileReader> files) {
    throw new UnsupportedOperationException();
  }

  public List<StoreFileReader> files() {
    throw new UnsupportedOperationException();
  }

  public int keyWidth() {
    throw new UnsupportedOperationException();
  }

  public long entries() {
    throw new UnsupportedOperationException();
  }

  public byte[] get(byte[] key) {
    throw new UnsupportedOperationException();
  }

  public EntryCursor scan(byte[] from, byte[] to) {
    throw new UnsupportedOperationException();
  }
}
