/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A copy of a store as a hostile writer would make it, with other values or another schema. All
 * checksums are correct.
 */
public record ForgedStore(StoreDirectory good, Compression compression) {
  private static final int BLOCK = 4096;
  private static final int FILES = 2;

  /**
   * Writes the copy.
   *
   * @param number index of the entry, in key order, whose value is forged; -1 for none
   */
  public StoreDirectory to(Path path, String schema, int number, UnaryOperator<byte[]> forge)
      throws IOException {
    Manifest manifest = manifest();
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    try (SnapshotReader reader = SnapshotReader.open(new LocalStorage(good.path()), manifest)) {
      EntryCursor cursor = reader.files().scan(null, null);
      while (cursor.next()) {
        values.add(keys.size() == number ? forge.apply(cursor.value()) : cursor.value());
        keys.add(cursor.key());
      }
    }
    LocalStorage storage = new LocalStorage(path);
    List<DataFile> files = new ArrayList<>();
    int each = (keys.size() + FILES - 1) / FILES;
    for (int from = 0; from < keys.size(); from += each) {
      int to = Math.min(from + each, keys.size());
      String name = "data/forged-" + from + ".ikv";
      files.add(write(storage, name, keys.subList(from, to), values.subList(from, to)));
    }
    new VersionLog(storage)
        .overwrite(
            VersionId.NONE,
            schema,
            manifest.keyColumns(),
            manifest.keyTypes(),
            files,
            manifest.properties());
    return new StoreDirectory(path);
  }

  private DataFile write(LocalStorage storage, String name, List<byte[]> keys, List<byte[]> values)
      throws IOException {
    StoreFileOptions options =
        new StoreFileOptions(Long.BYTES, 8, BLOCK, compression, java.util.Map.of());
    try (Output out = storage.create(name);
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      for (int i = 0; i < keys.size(); i++) {
        byte[] key = keys.get(i);
        byte[] value = values.get(i);
        writer.add(key, 0, key.length, value, 0, value.length);
      }
      return new DataFile(name, writer.finish());
    }
  }

  public Manifest manifest() throws IOException {
    return new VersionLog(new LocalStorage(good.path())).latest().orElseThrow();
  }
}
