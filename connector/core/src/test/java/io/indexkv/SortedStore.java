/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Writes the next version of a store from a map, file by file, without {@link StoreWriter}. */
record SortedStore<K, V>(
    Path path, Keys<K> keys, Values<V> values, Compression compression, int perFile) {
  private static final int BLOCK_SIZE = 4096;

  static <K, V> SortedStore<K, V> of(Path path, Keys<K> keys, Values<V> values) {
    return new SortedStore<>(path, keys, values, Compression.none(), Integer.MAX_VALUE);
  }

  Manifest write(Map<K, V> entries) throws IOException {
    return write(entries, "");
  }

  Manifest write(Map<K, V> entries, String schema) throws IOException {
    SortedMap<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
    entries.forEach((k, v) -> sorted.put(keys.encode(k), values.encode(v)));
    Storage storage = new LocalStorage(path);
    List<DataFile> files = new ArrayList<>();
    List<byte[]> all = List.copyOf(sorted.keySet());
    for (int from = 0; from < all.size(); from += perFile) {
      files.add(file(storage, all.subList(from, Math.min(all.size(), from + perFile)), sorted));
      if (perFile == Integer.MAX_VALUE) {
        break;
      }
    }
    VersionLog snapshots = new VersionLog(storage);
    VersionId base = snapshots.latest().map(Manifest::id).orElse(VersionId.NONE);
    List<String> labels = keys.type().columns().stream().map(KeyType::label).toList();
    List<String> columns = labels.stream().map(l -> l + labels.indexOf(l)).toList();
    return snapshots.overwrite(
        base, schema, columns, labels, files, Map.of("value.encoding", values.label()));
  }

  private DataFile file(Storage storage, List<byte[]> some, Map<byte[], byte[]> entries)
      throws IOException {
    String name = "data/" + UUID.randomUUID() + ".ikv";
    StoreFileOptions options =
        new StoreFileOptions(keys.type().width(), 1, BLOCK_SIZE, compression, Map.of());
    try (Output out = storage.create(name);
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      for (byte[] k : some) {
        byte[] v = entries.get(k);
        writer.add(k, 0, k.length, v, 0, v.length);
      }
      return new DataFile(name, writer.finish());
    }
  }
}
