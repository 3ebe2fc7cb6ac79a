/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * Writes the files of a layer in strictly increasing key order: of entries, or of changes, whose
 * last byte of the value says whether they are entries or deleted keys. {@link #close()} deletes
 * all files, unless they were kept.
 */
final class LayerFiles implements EntrySink, Closeable {
  /** Last byte of the value of an entry. */
  static final byte ENTRY = 0;

  /** The value of a deleted key. */
  static final byte DELETE = 1;

  private static final byte[] NOTHING = {};

  private final FileSeries files;

  /** Null if there are only entries, without a byte more. */
  private final FileSeries deletes;

  private LayerFiles(FileSeries files, FileSeries deletes) {
    this.files = files;
    this.deletes = deletes;
  }

  static LayerFiles ofEntries(Storage storage, StoreFileOptions options, long fileBytes) {
    return new LayerFiles(series(storage, options, fileBytes), null);
  }

  static LayerFiles ofChanges(Storage storage, StoreFileOptions options, long fileBytes) {
    // mapped in every mode, as lookups ask them often; and there is nothing in them to compress
    StoreFileOptions plain =
        new StoreFileOptions(
            options.keyWidth(), 1, options.blockSize(), Compression.none(), options.properties());
    return new LayerFiles(series(storage, options, fileBytes), series(storage, plain, fileBytes));
  }

  /** Files under names that nobody else uses. */
  private static FileSeries series(Storage storage, StoreFileOptions options, long fileBytes) {
    String prefix = DataFile.DIRECTORY + "/" + UUID.randomUUID() + "-";
    return new FileSeries(
        storage, options, fileBytes, i -> prefix + String.format("%05d", i) + ".ikv");
  }

  @Override
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    if (deletes == null) {
      files.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
      return;
    }
    int length = valueLength - 1;
    if (value[valueOffset + length] == DELETE) {
      deletes.add(key, keyOffset, keyLength, NOTHING, 0, 0);
    } else {
      files.add(key, keyOffset, keyLength, value, valueOffset, length);
    }
  }

  /** Begins new files with what comes next. */
  void endFile() throws IOException {
    files.endFile();
    if (deletes != null) {
      deletes.endFile();
    }
  }

  /** Completes the last files and tells all. */
  Layer finish() throws IOException {
    return new Layer(files.finish(), deletes == null ? List.of() : deletes.finish());
  }

  /** Leaves the files where they are. */
  void keep() {
    files.keep();
    if (deletes != null) {
      deletes.keep();
    }
  }

  @Override
  public void close() throws IOException {
    try (files;
        deletes) {
      // both, whatever one throws
    }
  }
}
