/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A local file that can be mapped. A copy stays where it is until this is closed. Thread-safe. */
public interface LocalFile extends Closeable {
  Path path();

  /**
   * Whether this is the mappable form of a compressed file, which has the same entries, but another
   * length and checksum than the manifest says; those were found right before.
   */
  boolean isInflated();

  /**
   * Says that the content is damaged: a copy is thrown away, so that the next fetch makes another;
   * what is mapped stays readable. False if this is no copy, but the store's own file.
   */
  boolean discard() throws IOException;

  /** Idempotent. */
  @Override
  void close() throws IOException;

  /** A file of the store itself. */
  static LocalFile inPlace(Path path) {
    return new InPlaceFile(path);
  }
}
