/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.storage.Copying;
import io.indexkv.store.storage.LocalFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicBoolean;

/** A copy in the cache, pinned so that it is not evicted until it is closed. */
final class CachedFile implements LocalFile {
  private final Path path;
  private final boolean inflated;
  private final Object identity;
  private final Closeable pin;
  private final Copying copying;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CachedFile(Path path, boolean inflated, Object identity, Closeable pin, Copying copying) {
    this.path = path;
    this.inflated = inflated;
    this.identity = identity;
    this.pin = pin;
    this.copying = copying;
  }

  static CachedFile of(Path path, boolean inflated, Closeable pin) throws IOException {
    return new CachedFile(path, inflated, identity(path), pin, Copying.NONE);
  }

  /** The same file, which was just copied. Close only the returned one. */
  CachedFile copied(Copying work) {
    return new CachedFile(path, inflated, identity, pin, work);
  }

  @Override
  public Copying copying() {
    return copying;
  }

  /** The identity of a copy: a copy that is made later at the same path has another one. */
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
      return true; // another thread or process has deleted it
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
