/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.StoreFiles;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.row.RowConversion;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;

/** The open files of a {@link io.indexkv.store.manifest.Layer}. Thread-safe. */
sealed class OpenLayer permits OldLayer {
  private final StoreFiles files;
  private final StoreFiles deletes;
  private final Layer layer;

  /**
   * A layer whose rows have the schema of the version.
   *
   * @param files the open files of {@code layer} with entries
   * @param deletes the open files of {@code layer} with deleted keys
   */
  OpenLayer(Layer layer, StoreFiles files, StoreFiles deletes) {
    this.layer = layer;
    this.files = files;
    this.deletes = deletes;
  }

  /** The files with entries. Their values are as they are stored. */
  final StoreFiles files() {
    return files;
  }

  final StoreFiles deletes() {
    return deletes;
  }

  final boolean hasDeletes() {
    return deletes.entries() > 0;
  }

  final boolean isMapped() {
    return files.isMapped() && deletes.isMapped();
  }

  /** The listed file that has the entry of a key, if the layer has one. */
  final DataFile fileOf(byte[] key) {
    // every listed file has entries, so StoreFiles counts all of them
    return layer.files().get(files.route(key, 0, key.length));
  }

  /** How values become values of the version; null if they are that already. */
  RowConversion conversion() {
    return null;
  }

  /** A copy of the value of the key in these bytes, or null if absent. */
  byte[] get(byte[] key, int offset, int length) {
    return files.get(key, offset, length);
  }

  /** A copy of the value of the key of a word, or null if absent. */
  byte[] get(long word) {
    return files.get(word);
  }

  /** Entries with from &lt;= key &lt; to, in key order. A null bound means unbounded. */
  EntryCursor scan(byte[] from, byte[] to) {
    return files.scan(from, to);
  }

  /** Entries with from &lt;= key &lt; to, in reverse key order. A null bound means unbounded. */
  EntryCursor scanBackward(byte[] from, byte[] to) {
    return files.scanBackward(from, to);
  }
}
