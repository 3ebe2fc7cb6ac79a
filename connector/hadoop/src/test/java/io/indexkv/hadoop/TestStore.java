/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store of 20 string keys in 2 files, whose values name the version they were written for. */
record TestStore(Storage storage) {

  Manifest overwrite(long base) throws IOException {
    return commit(base, write("of " + (base + 1)));
  }

  Manifest commit(long base, List<DataFile> files) throws IOException {
    VersionLog log = new VersionLog(storage);
    VersionId id = base == 0 ? VersionId.NONE : log.at(base).id();
    return log.overwrite(id, "schema", List.of("k"), List.of("string"), files, Map.of());
  }

  /** Puts a layer on top of whatever is the newest version. */
  Manifest upsert(String value) throws IOException {
    Layer layer = Layer.of(write(value));
    return new VersionLog(storage)
        .upsert("schema", List.of("k"), List.of("string"), layer, Map.of(), Integer.MAX_VALUE);
  }

  List<DataFile> write(String value) throws IOException {
    List<DataFile> files = new ArrayList<>();
    for (int from = 0; from < 20; from += 10) {
      String name = "data/" + UUID.randomUUID() + ".ikv";
      StoreFileOptions options =
          new StoreFileOptions(0, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, Map.of());
      try (Output out = storage.create(name);
          StoreFileWriter writer = new StoreFileWriter(out, options)) {
        byte[] v = value.getBytes(UTF_8);
        for (int i = from; i < from + 10; i++) {
          byte[] k = key(i);
          writer.add(k, 0, k.length, v, 0, v.length);
        }
        files.add(new DataFile(name, writer.finish()));
      }
    }
    return files;
  }

  /** Opens the version and looks up all of it. */
  void assertWhole(long version) throws IOException {
    Manifest m = new VersionLog(storage).at(version);
    try (SnapshotReader reader = SnapshotReader.open(storage, m)) {
      assertThat(reader.files().entries()).isEqualTo(20);
      for (int i = 0; i < 20; i++) {
        assertThat(reader.files().get(key(i))).isEqualTo(("of " + version).getBytes(UTF_8));
      }
    }
  }

  private static byte[] key(int i) {
    return String.format("k%03d", i).getBytes(UTF_8);
  }
}
