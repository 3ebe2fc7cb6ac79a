/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.io.Closeable;
import java.io.IOException;

/** Writes one store file from entries in strictly increasing key order. */
public final class StoreFileWriter implements Closeable {
  public StoreFileWriter(Output out, StoreFileOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds an entry.
   *
   * @throws DuplicateKeyException if the key equals the one before
   * @throws IllegalArgumentException if the key is smaller than the one before or has the wrong
   *     width
   */
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the file so far, a lower bound of its final length. */
  public long length() {
    throw new UnsupportedOperationException();
  }

  public long entries() {
    throw new UnsupportedOperationException();
  }

  /** Completes and publishes the file. */
  public StoreFileInfo finish() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Abandons the file unless {@link #finish()} has returned. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
