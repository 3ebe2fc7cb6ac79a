/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes real store files of string keys k000, k001, …. The values name the version of their file.
 */
public record TestStore(Storage storage) {

  /**
   * Publishes a version of {@code count} entries, in files of {@code perFile} entries, on top of
   * version {@code base}.
   */
  public Manifest overwrite(long base, int count, int perFile) throws IOException {
    List<DataFile> files =
        IntStream.iterate(0, i -> i < count, i -> i + perFile)
            .mapToObj(i -> file(i, Math.min(count, i + perFile), "of " + (base + 1)))
            .toList();
    return commit(base, "string", files);
  }

  public Manifest commit(long base, String keyType, List<DataFile> files) throws IOException {
    return new VersionLog(storage)
        .overwrite(id(storage, base), "schema", List.of("k"), List.of(keyType), files, Map.of());
  }

  /** Identifies the version of this number; none for 0. */
  public static VersionId id(Storage storage, long version) throws IOException {
    return version == 0 ? VersionId.NONE : new VersionLog(storage).at(version).id();
  }

  /** Entries k[from] to k[to - 1] with the same value. */
  public DataFile file(int from, int to, String value) {
    String name = "data/" + UUID.randomUUID() + ".ikv";
    StoreFileOptions options =
        new StoreFileOptions(0, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, Map.of());
    try (Output out = storage.create(name);
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      byte[] v = Samples.key(value);
      for (int i = from; i < to; i++) {
        byte[] k = key(i);
        writer.add(k, 0, k.length, v, 0, v.length);
      }
      return new DataFile(name, writer.finish());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] key(int i) {
    return Samples.key(String.format("k%03d", i));
  }
}
