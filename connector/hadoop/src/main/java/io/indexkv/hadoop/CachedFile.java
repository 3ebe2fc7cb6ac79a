/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.storage.LocalFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pinned copy in the cache. */
final class CachedFile implements LocalFile {
  private final Path path;
  private final boolean inflated;
  private final Object identity;
  private final Closeable pin;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CachedFile(Path path, boolean inflated, Object identity, Closeable pin) {
    this.path = path;
    this.inflated = inflated;
    this.identity = identity;
    this.pin = pin;
  }

  static CachedFile of(Path path, boolean inflated, Closeable pin) throws IOException {
    return new CachedFile(path, inflated, identity(path), pin);
  }

  /** What tells this copy from one that is made later. */
  private static Object identity(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean isInflated() {
    return inflated;
  }

  @Override
  public boolean discard() throws IOException {
    try {
      if (identity.equals(identity(path))) {
        Files.deleteIfExists(path);
        CacheCounters.DISCARDED.increment();
      }
    } catch (NoSuchFileException e) {
      return true; // somebody was faster
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      pin.close();
    }
  }
}
