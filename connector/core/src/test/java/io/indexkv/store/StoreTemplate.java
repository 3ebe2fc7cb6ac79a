/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.bytes.Output;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** All files of a store, to make many stores that begin alike: a copy costs a write for each. */
record StoreTemplate(Map<String, byte[]> files) {
  /** Makes a store in a new directory. */
  interface Maker {
    void make(Storage storage) throws IOException;
  }

  static StoreTemplate of(Path directory, Maker maker) throws IOException {
    Storage made = new LocalStorage(directory);
    maker.make(made);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : made.list(DataFile.DIRECTORY)) {
      files.put(name, made.read(name));
    }
    for (long version : new VersionLog(made).versions()) {
      files.put(ManifestName.of(version), made.read(ManifestName.of(version)));
    }
    return new StoreTemplate(files);
  }

  /** Makes a store that does not exist yet. */
  void copyTo(Storage storage) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      byte[] content = file.getValue();
      if (file.getKey().startsWith(ManifestName.DIRECTORY)) {
        storage.createIfAbsent(file.getKey(), content);
        continue;
      }
      try (Output out = storage.create(file.getKey())) {
        out.write(content, 0, content.length);
        out.finish();
      }
    }
  }
}
