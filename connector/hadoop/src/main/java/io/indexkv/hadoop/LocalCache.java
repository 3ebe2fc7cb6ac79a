/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.BlockCache;
import io.indexkv.file.CompressionLimit;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;

/**
 * Copies of store files in a directory of this host, in the form that can be mapped: compressed
 * files are inflated. A file is copied once, however many threads and processes ask: who comes
 * first holds a lock for that file and copies, the others wait. A copy gets its name only when it
 * has been found to be whole, and is never written to again.
 *
 * <p>Names tell content apart (checksum, length and the attempt-unique name of the store file), so
 * that a copy serves all versions of a store that list the file.
 */
final class LocalCache {
  /** Opens the file to copy. */
  interface Source {
    InputStream open(long from) throws IOException;
  }

  /** How much later a use is worth to be recorded. */
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

  /** How far a compressed file may inflate. */
  CompressionLimit compression() {
    return compression;
  }

  /**
   * The local copy of FILE, which is not evicted before it is closed.
   *
   * @param store location of the store, for messages
   * @throws io.indexkv.error.BrokenSnapshotException if the file is not the one listed
   */
  LocalFile fetch(String store, DataFile file, Source source) throws IOException {
    Ownership ownership = directory.prepare();
    CopyName name = CopyName.of(file);
    CacheLocks locks = CacheLocks.of(directory.path());
    Closeable pin = locks.pin(name.content());
    try {
      LocalFile copy = find(name, file, ownership, pin);
      if (copy != null) {
        CacheCounters.HITS.increment();
        return copy;
      }
      try (Closeable copying = locks.copying(name.content())) {
        copy = find(name, file, ownership, pin);
        if (copy == null) {
          copy(name, store, file, source);
          copy = find(name, file, ownership, pin);
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

  /** The copy, if it is there; its content was checked before it got its name. */
  private LocalFile find(CopyName name, DataFile file, Ownership ownership, Closeable pin)
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

  /** Whether there is a copy of this name; an error if others may have made it. */
  private static boolean isThere(Path copy, Ownership ownership) throws IOException {
    if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    ownership.checkFile(copy);
    return true;
  }

  /**
   * The time of change of a copy is the time of its last use, to a minute: a file whose attributes
   * change all the time could not be told from one that is written to, and its checksums would be
   * looked at anew each time that it is opened.
   */
  private static LocalFile used(Path copy, boolean inflated, Closeable pin) throws IOException {
    long now = System.currentTimeMillis();
    if (Files.getLastModifiedTime(copy).toMillis() < now - USE_MILLIS) {
      Files.setLastModifiedTime(copy, FileTime.fromMillis(now));
    }
    return CachedFile.of(copy, inflated, pin);
  }

  private void copy(CopyName name, String store, DataFile file, Source source) throws IOException {
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
      // names the copy, which is gone by now
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
