/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;

/** Writes the files of layers, {@code perFile} entries each, and publishes them. */
public record TestLayers(
    Storage storage, String keyType, int keyWidth, Compression codec, int perFile) {
  private static final int BLOCK_SIZE = 4096;
  private static final byte[] NOTHING = {};

  public Layer layer(SortedMap<byte[], byte[]> entries, SortedSet<byte[]> deletes)
      throws IOException {
    SortedMap<byte[], byte[]> tombstones = new TreeMap<>(entries.comparator());
    deletes.forEach(key -> tombstones.put(key, NOTHING));
    return new Layer(files(entries, codec), files(tombstones, Compression.none()));
  }

  public Manifest upsert(Layer layer) throws IOException {
    return new VersionLog(storage)
        .upsert("schema", List.of("k"), List.of(keyType), layer, Map.of(), 100);
  }

  private List<DataFile> files(SortedMap<byte[], byte[]> entries, Compression compression)
      throws IOException {
    List<DataFile> files = new ArrayList<>();
    List<Map.Entry<byte[], byte[]>> all = List.copyOf(entries.entrySet());
    for (int from = 0; from < all.size(); from += perFile) {
      files.add(file(all.subList(from, Math.min(all.size(), from + perFile)), compression));
    }
    return files;
  }

  private DataFile file(Collection<Map.Entry<byte[], byte[]>> entries, Compression compression)
      throws IOException {
    String name = "data/" + UUID.randomUUID() + ".ikv";
    StoreFileOptions options = new StoreFileOptions(keyWidth, 1, BLOCK_SIZE, compression, Map.of());
    try (Output out = storage.create(name);
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      for (Map.Entry<byte[], byte[]> e : entries) {
        byte[] key = e.getKey();
        writer.add(key, 0, key.length, e.getValue(), 0, e.getValue().length);
      }
      return new DataFile(name, writer.finish());
    }
  }
}
