/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.CompressionLimit;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalFile;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Inflates the compressed files of local stores into the cache. */
record CachedInflation(LocalCache cache) implements LocalStorage.Inflation {
  @Override
  public LocalFile inflate(String store, DataFile file, Path path) throws IOException {
    return cache.fetch(
        store,
        file,
        from ->
            Channels.newInputStream(
                FileChannel.open(path, StandardOpenOption.READ).position(from)));
  }

  @Override
  public CompressionLimit limit() {
    return cache.compression();
  }
}
