/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.BlockCache;
import io.indexkv.file.CompressionLimit;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.Copying;
import io.indexkv.store.storage.LocalFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;

/**
 * Copies of store files in a directory of this host, in the form that can be mapped: compressed
 * files are inflated. The cache copies a file once, even if many threads and processes fetch it at
 * the same time: the first one locks that file and copies it, and the others wait. A copy gets its
 * name only after its checksum has been found right. Nothing writes to it again.
 *
 * <p>The name of a copy identifies its content: checksum, length and the unique name of the store
 * file. So one copy serves all versions of a store that list the file.
 */
final class LocalCache {
  /** The cache records a use only if the recorded one is older than this. */
  private static final long USE_MILLIS = 60_000;

  private final CacheDirectory directory;
  private final Retries retries;
  private final CompressionLimit compression;

  LocalCache(CacheDirectory directory, Retries retries) {
    this(directory, retries, HadoopOptions.compressionLimit(CompressionLimit.DEFAULT_RATIO));
  }

  LocalCache(CacheDirectory directory, Retries retries, CompressionLimit compression) {
    this.directory = directory;
    this.retries = retries;
    this.compression = compression;
  }

  static LocalCache of(Configuration conf) {
    return new LocalCache(
        CacheDirectory.of(conf), Retries.of(conf), HadoopOptions.compressionLimit(conf));
  }

  /** The limit to which a compressed file may inflate. */
  CompressionLimit compression() {
    return compression;
  }

  /**
   * The local copy of {@code file}, which the cache does not evict before the caller closes it.
   *
   * @param store location of the store, for messages
   * @throws io.indexkv.error.BrokenSnapshotException if the file is not the one listed
   */
  LocalFile fetch(String store, DataFile file, Download.Source source) throws IOException {
    Ownership ownership = directory.prepare();
    CopyName name = CopyName.of(file);
    CacheLocks locks = CacheLocks.of(directory.path());
    Closeable pin = locks.pin(name.content());
    try {
      CachedFile copy = find(name, file, ownership, pin);
      if (copy != null) {
        CacheCounters.HITS.increment();
        return copy;
      }
      try (Closeable copying = locks.copying(name.content())) {
        copy = find(name, file, ownership, pin);
        if (copy == null) {
          long start = System.nanoTime();
          copy(name, store, file, source);
          Copying work = new Copying(1, file.info().length(), System.nanoTime() - start);
          copy = find(name, file, ownership, pin);
          copy = copy == null ? null : copy.copied(work);
        }
      }
      if (copy == null) {
        throw new NoSuchFileException(
            directory.path().resolve(name.copy()).toString(),
            null,
            "the copy vanished from the cache directory right after it was made");
      }
      return copy;
    } catch (IOException | RuntimeException | Error e) {
      pin.close();
      throw e;
    }
  }

  /** The copy, or null if there is none. Its content was checked before it got its name. */
  private CachedFile find(CopyName name, DataFile file, Ownership ownership, Closeable pin)
      throws IOException {
    Path copy = directory.path().resolve(name.copy());
    Path inflated = directory.path().resolve(name.inflated());
    try {
      if (isThere(copy, ownership)) {
        if (Files.size(copy) != file.info().length()) {
          Files.delete(copy);
          return null;
        }
        return used(copy, false, pin);
      }
      return isThere(inflated, ownership) ? used(inflated, true, pin) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether there is a copy of this name. Fails if another user may have made it. */
  private static boolean isThere(Path copy, Ownership ownership) throws IOException {
    if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    ownership.checkFile(copy);
    return true;
  }

  /**
   * Records the use of a copy as its time of modification, exact to a minute. Recording every use
   * would make the copy look like a file that is being written to, and each open would then check
   * its checksums again.
   */
  private static CachedFile used(Path copy, boolean inflated, Closeable pin) throws IOException {
    long now = System.currentTimeMillis();
    if (Files.getLastModifiedTime(copy).toMillis() < now - USE_MILLIS) {
      Files.setLastModifiedTime(copy, FileTime.fromMillis(now));
    }
    return CachedFile.of(copy, inflated, pin);
  }

  private void copy(CopyName name, String store, DataFile file, Download.Source source)
      throws IOException {
    directory.deleteRemains(name);
    Path temporary = directory.temporary(name);
    try {
      try (Output out = directory.create(temporary, file.info().length(), store, file)) {
        new Download(store, file, source, retries).to(out);
      }
      if (StoreFileReader.isCompressed(temporary)) {
        inflate(temporary, name, store, file);
      } else {
        publish(temporary, name.copy());
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void inflate(Path compressed, CopyName name, String store, DataFile file)
      throws IOException {
    Path temporary = directory.temporary(name);
    try (BlockCache blocks = new BlockCache(BlockCache.MIN_BYTES);
        StoreFileReader reader = checked(StoreFileReader.open(compressed, blocks), store, file);
        Output out = directory.create(temporary, reader.inflatedLength(), store, file)) {
      try {
        reader.inflate(out);
      } catch (IOException e) {
        throw new CacheDiskException(
            "cannot write an inflated copy of " + store + "/" + file.name() + ": " + e, e);
      }
      publish(temporary, name.inflated());
      CacheCounters.INFLATED.increment();
    } catch (CorruptFileException e) {
      // its message names the copy, which is deleted by now, so this one names the store's file
      throw new CorruptFileException(
          store + "/" + file.name() + ": its copy cannot be inflated: " + e.getMessage(),
          new IOException(e));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private StoreFileReader checked(StoreFileReader reader, String store, DataFile file) {
    try {
      compression.check(reader, store + "/" + file.name());
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private void publish(Path temporary, String name) throws IOException {
    Files.move(temporary, directory.path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
