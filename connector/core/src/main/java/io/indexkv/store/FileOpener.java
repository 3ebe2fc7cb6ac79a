/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.BlockCache;
import io.indexkv.file.Codec;
import io.indexkv.file.Output;
import io.indexkv.file.ScratchFile;
import io.indexkv.file.StoreFileReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Opens the files of one snapshot in a {@link ReadMode}; owns what they share. Close it after the
 * files.
 */
final class FileOpener implements Closeable {
  private final ReadMode mode;
  private final List<File> inflated = new ArrayList<>();
  private BlockCache cache;

  FileOpener(ReadMode mode) {
    this.mode = mode;
  }

  /** Opens FILE, found to be the one that the manifest lists. */
  StoreFileReader open(Storage storage, DataFile file, int keyWidth) throws IOException {
    StoreFileReader reader = StoreFileReader.open(storage.fetch(file), this::cache);
    try {
      StoredFile.check(storage, file, reader, keyWidth);
      if (mode.inflateInto() == null || reader.codec() == Codec.NONE) {
        return reader;
      }
      StoreFileReader copy = inflate(reader);
      reader.close();
      return copy;
    } catch (Throwable e) {
      reader.close();
      throw e;
    }
  }

  private BlockCache cache() {
    if (cache == null && (mode.cacheBytes() > 0 || mode.inflateInto() != null)) {
      cache = new BlockCache(Math.max(mode.cacheBytes(), BlockCache.LEAST_BYTES));
    }
    return cache;
  }

  private StoreFileReader inflate(StoreFileReader compressed) throws IOException {
    Files.createDirectories(mode.inflateInto());
    Path copy = mode.inflateInto().resolve("." + UUID.randomUUID() + ".inflated.ikv.tmp");
    try (Output out = new ScratchFile(copy)) {
      compressed.inflate(out);
    }
    try {
      return StoreFileReader.open(copy);
    } finally {
      // where the system lets a mapped file lose its name, not even a crash leaves it behind
      if (!copy.toFile().delete()) {
        inflated.add(copy.toFile());
      }
    }
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
    for (File copy : inflated) {
      if (!copy.delete()) {
        copy.deleteOnExit();
      }
    }
  }
}
