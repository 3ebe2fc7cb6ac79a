/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.KeyType;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The open files of a snapshot, each found to be the one that the manifest lists. */
record SnapshotFiles(StoreFiles files) implements Closeable {

  static SnapshotFiles open(Storage storage, Manifest manifest) throws IOException {
    String what = "version " + manifest.version() + " of the store " + storage.location();
    if (manifest.layers().size() > 1) {
      throw new UnsupportedManifestException(
          what
              + " has "
              + manifest.layers().size()
              + " layers, this IndexKV reads 1; compact the store or read it with a newer IndexKV");
    }
    int keyWidth = keyWidth(manifest, what);
    List<StoreFileReader> readers = new ArrayList<>();
    try {
      for (DataFile file : manifest.files()) {
        StoreFileReader reader = StoreFileReader.open(storage.fetch(file));
        readers.add(reader);
        StoredFile.check(storage, file, reader, keyWidth);
      }
      return new SnapshotFiles(new StoreFiles(readers));
    } catch (Throwable e) {
      closeAll(readers, e);
      throw e;
    }
  }

  private static int keyWidth(Manifest manifest, String what) throws UnsupportedManifestException {
    if (manifest.keyTypes().size() > 1) {
      throw new UnsupportedManifestException(
          what
              + " has a key of several columns, "
              + manifest.keyColumns()
              + "; this IndexKV reads 1");
    }
    try {
      return KeyType.of(manifest.keyTypes().get(0)).width();
    } catch (IllegalArgumentException e) {
      throw new UnsupportedManifestException(what + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(files.files(), null);
  }

  /** Closes all of them; failures are added to CAUSE, or thrown if there is none. */
  private static void closeAll(List<StoreFileReader> readers, Throwable cause) throws IOException {
    IOException first = null;
    for (StoreFileReader reader : readers) {
      try {
        reader.close();
      } catch (RuntimeException e) {
        if (cause != null) {
          cause.addSuppressed(e);
        } else if (first == null) {
          first = new IOException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
