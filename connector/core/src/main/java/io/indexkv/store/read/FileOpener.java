/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.file.BlockCache;
import io.indexkv.file.LookupFile;
import io.indexkv.file.ReaderOptions;
import io.indexkv.file.RemoteFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.ScratchFile;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.Copying;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Opens the files of one snapshot in a {@link ReadMode}. It owns what the files share, and the
 * copies that they are mapped from. Close it after the files. Thread-safe.
 */
public final class FileOpener implements Closeable {
  private static final System.Logger LOG = System.getLogger(FileOpener.class.getName());

  private final ReadMode mode;
  private final Queue<LocalFile> held = new ConcurrentLinkedQueue<>();
  private final Queue<File> inflated = new ConcurrentLinkedQueue<>();
  private BlockCache cache;
  private volatile boolean damaged;

  public FileOpener(ReadMode mode) {
    this.mode = mode;
  }

  /**
   * Opens {@code file} in the mode. A remote file is compared with the manifest when it is first
   * read.
   */
  LookupFile open(Storage storage, DataFile file, int keyWidth, ValueCheck values)
      throws IOException {
    if (mode.access() != ReadMode.Access.REMOTE) {
      return openHere(storage, file, keyWidth, values);
    }
    return new RemoteFile(
        storage.ranged(file),
        file.info(),
        keyWidth,
        this::cache,
        values,
        reader -> {
          ListedFileCheck.check(storage, file, reader, keyWidth);
          checkCompression(storage, file, reader);
        });
  }

  /**
   * Opens {@code file} and checks that it is the one that the manifest lists. If a copy turns out
   * to be damaged, this makes a new one, once.
   */
  public StoreFileReader openHere(Storage storage, DataFile file, int keyWidth, ValueCheck values)
      throws IOException {
    LocalFile local = fetch(storage, file);
    try {
      return open(storage, file, keyWidth, values, local);
    } catch (CorruptFileException | BrokenSnapshotException e) {
      if (!local.discard()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "replacing the damaged copy " + local.path(), e);
    }
    return open(storage, file, keyWidth, values, fetch(storage, file));
  }

  private LocalFile fetch(Storage storage, DataFile file) throws IOException {
    LocalFile local = storage.fetch(file);
    held.add(local);
    return local;
  }

  private StoreFileReader open(
      Storage storage, DataFile file, int keyWidth, ValueCheck values, LocalFile local)
      throws IOException {
    FileAccess access =
        mode.access() == ReadMode.Access.HEAP ? FileAccess.COPIED : FileAccess.MAPPED;
    ReaderOptions options =
        ReaderOptions.defaults()
            .access(access)
            .cache(this::cache)
            .damaged(() -> discard(local))
            .values(values);
    StoreFileReader reader = StoreFileReader.open(local.path(), options);
    try {
      if (local.isInflated()) {
        ListedFileCheck.checkContent(storage, file, reader, keyWidth);
      } else {
        ListedFileCheck.check(storage, file, reader, keyWidth);
      }
      checkCompression(storage, file, reader);
      if (mode.inflateInto() == null || reader.codec() == Codec.NONE) {
        return reader;
      }
      StoreFileReader copy = inflate(reader, values);
      reader.close();
      return copy;
    } catch (Throwable e) {
      reader.close();
      throw e;
    }
  }

  private void checkCompression(Storage storage, DataFile file, StoreFileReader reader) {
    mode.compressionLimit(storage).check(reader, storage.location() + "/" + file.name());
  }

  /**
   * Deletes a copy in which a lookup found damage. The lookup fails, but the next reader that opens
   * the snapshot gets a new copy.
   */
  private void discard(LocalFile local) {
    try {
      if (local.discard()) {
        damaged = true;
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot discard the damaged " + local.path(), e);
    }
  }

  /** Whether a copy was found damaged after it was opened. */
  boolean isDamaged() {
    return damaged;
  }

  /** What the files that this opened cost to copy to this host. */
  Copying copying() {
    return held.stream().map(LocalFile::copying).reduce(Copying.NONE, Copying::plus);
  }

  private synchronized BlockCache cache() {
    if (cache == null && (mode.cacheBytes() > 0 || mode.inflateInto() != null)) {
      cache = new BlockCache(Math.max(mode.cacheBytes(), BlockCache.MIN_BYTES));
    }
    return cache;
  }

  private StoreFileReader inflate(StoreFileReader compressed, ValueCheck values)
      throws IOException {
    Files.createDirectories(mode.inflateInto());
    Path copy = mode.inflateInto().resolve("." + UUID.randomUUID() + ".inflated.ikv.tmp");
    try (Output out = new ScratchFile(copy)) {
      compressed.inflate(out);
    }
    try {
      return StoreFileReader.open(copy, ReaderOptions.defaults().values(values));
    } finally {
      // if the system can delete a mapped file, the copy is gone even after a crash
      if (!copy.toFile().delete()) {
        inflated.add(copy.toFile());
      }
    }
  }

  /** Closes {@code files}, which this opened, and then itself. */
  void close(List<? extends Closeable> files) {
    for (Closeable file : files) {
      release(file);
    }
    close();
  }

  private static void release(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot close " + file, e);
    }
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
    held.forEach(FileOpener::release);
    for (File copy : inflated) {
      if (!copy.delete()) {
        copy.deleteOnExit();
      }
    }
  }
}
