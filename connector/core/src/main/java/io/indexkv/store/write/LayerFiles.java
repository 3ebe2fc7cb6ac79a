/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * Writes the files of a layer in strictly increasing key order. A layer of entries takes values as
 * they are. A layer of changes takes values with one more byte at the end, which tells an entry
 * from a deleted key. {@link #close()} deletes all files, unless {@link #keep()} was called.
 */
public final class LayerFiles implements EntrySink, Closeable {
  /** The last byte of the value of an entry. */
  static final byte ENTRY = 0;

  /** The value of a deleted key. */
  static final byte DELETE = 1;

  private static final byte[] NOTHING = {};

  private final FileSeries files;

  /** Null in a layer of entries, whose values have no byte more. */
  private final FileSeries deletes;

  private LayerFiles(FileSeries files, FileSeries deletes) {
    this.files = files;
    this.deletes = deletes;
  }

  /** Begins a layer of entries without a file. */
  public static LayerFiles ofEntries(Storage storage, StoreFileOptions options, long fileBytes) {
    return new LayerFiles(series(storage, options, fileBytes), null);
  }

  static LayerFiles ofChanges(Storage storage, StoreFileOptions options, long fileBytes) {
    // not compressed: there is nothing to compress, and mapped files make frequent lookups fast
    StoreFileOptions plain =
        new StoreFileOptions(
            options.keyWidth(),
            1,
            options.blockSize(),
            Compression.none(),
            StoreProperties.ofDeletes(options.properties()));
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

  /** Ends the current files, so that the next entry begins a new one. */
  void endFile() throws IOException {
    files.endFile();
    if (deletes != null) {
      deletes.endFile();
    }
  }

  /**
   * Completes the last files.
   *
   * @return all files
   */
  public Layer finish() throws IOException {
    return new Layer(files.finish(), deletes == null ? List.of() : deletes.finish());
  }

  /** Makes {@link #close()} leave the files. */
  public void keep() {
    files.keep();
    if (deletes != null) {
      deletes.keep();
    }
  }

  @Override
  public void close() throws IOException {
    try (files;
        deletes) {
      // closes both, even if one throws
    }
  }
}
