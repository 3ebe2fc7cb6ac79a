/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import io.indexkv.key.KeyText;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The store files of a version as rows, the newest layer first.
 *
 * @param location URI of the store
 */
record FileRows(String location, Manifest manifest) {
  /** A file with entries; Iceberg's number for data files. */
  private static final int ENTRIES = 0;

  /** A file with deleted keys; Iceberg's number for files with equality deletes. */
  private static final int DELETED_KEYS = 2;

  List<InternalRow> all() {
    List<KeyType> types = manifest.keyTypes().stream().map(KeyType::of).toList();
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      int number = i;
      Layer layer = manifest.layers().get(i);
      layer.files().forEach(file -> rows.add(row(ENTRIES, number, file, types)));
      layer.deletes().forEach(file -> rows.add(row(DELETED_KEYS, number, file, types)));
    }
    return rows;
  }

  private InternalRow row(int content, int layer, DataFile file, List<KeyType> types) {
    return LocalRow.of(
        content,
        LocalRow.text(location + "/" + file.name()),
        LocalRow.text("IKV"),
        layer,
        file.info().entries(),
        file.info().length(),
        LocalRow.text(KeyText.of(types, file.info().smallestKey())),
        LocalRow.text(KeyText.of(types, file.info().largestKey())));
  }
}
