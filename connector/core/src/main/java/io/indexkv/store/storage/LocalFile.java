/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A local file that can be mapped. If it is a copy, it stays until this is closed. Thread-safe. */
public interface LocalFile extends Closeable {
  Path path();

  /**
   * Whether this is the mappable form of a compressed file. Such a file has the same entries as the
   * listed one, but another length and checksum. The storage has checked the length and checksum of
   * the original just before.
   */
  boolean isInflated();

  /**
   * Reports that the content is damaged. A copy is deleted, so that the next fetch makes a new one.
   * Existing mappings stay readable.
   *
   * @return false if this is not a copy but the store's own file
   */
  boolean discard() throws IOException;

  /** What it cost to bring the file to this host. Nothing if it was there already. */
  default Copying copying() {
    return Copying.NONE;
  }

  /** Releases the file. Idempotent. */
  @Override
  void close() throws IOException;
}
