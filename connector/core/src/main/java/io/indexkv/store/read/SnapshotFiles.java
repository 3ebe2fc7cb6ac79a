/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static java.util.stream.Collectors.toSet;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.storage.ParallelCalls;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The open files of a snapshot. Each was found to be the one that the manifest lists. */
public record SnapshotFiles(OpenSnapshot files, FileOpener opener) implements Closeable {

  /** Opens the files that may have keys of a slice. */
  public static SnapshotFiles open(
      Storage storage, Manifest manifest, ReadMode mode, KeySlice slice) throws IOException {
    return open(storage, manifest, mode, slice.of(manifest.layers()));
  }

  /** Opens some layers of the manifest, and no others. */
  public static SnapshotFiles open(
      Storage storage, Manifest manifest, ReadMode mode, List<Layer> layers) throws IOException {
    String what = "version " + manifest.version() + " of the store " + storage.location();
    int keyWidth = keyWidth(manifest, what);
    ValueCheck values = SchemaRows.check(manifest, what);
    List<DataFile> all = layers.stream().flatMap(Layer::all).toList();
    // files of deleted keys have no values to check
    Set<DataFile> deletes =
        layers.stream().flatMap(layer -> layer.deletes().stream()).collect(toSet());
    List<LookupFile> opened = List.of();
    FileOpener opener = new FileOpener(mode);
    try {
      opened =
          ParallelCalls.run(
              all,
              file ->
                  opener.open(
                      storage, file, keyWidth, deletes.contains(file) ? ValueCheck.ANY : values),
              LookupFile::close);
      return new SnapshotFiles(new OpenSnapshot(open(layers, opened)), opener);
    } catch (Throwable e) {
      opener.close(opened);
      throw e;
    }
  }

  /**
   * Assigns the readers to their layers.
   *
   * @param readers in the order of the layers' files
   */
  private static List<OpenLayer> open(List<Layer> layers, List<LookupFile> readers) {
    List<OpenLayer> open = new ArrayList<>();
    int from = 0;
    for (Layer layer : layers) {
      int deletes = from + layer.files().size();
      int end = deletes + layer.deletes().size();
      open.add(
          new OpenLayer(
              new StoreFiles(readers.subList(from, deletes)),
              new StoreFiles(readers.subList(deletes, end))));
      from = end;
    }
    return open;
  }

  private static int keyWidth(Manifest manifest, String what) {
    try {
      return KeyType.composite(manifest.keyTypes().stream().map(KeyType::of).toList()).width();
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(
          what + " has keys that this IndexKV does not know: " + e.getMessage());
    }
  }

  static SnapshotMemory memory(OpenSnapshot files) {
    long mapped = 0;
    long copied = 0;
    long resident = 0;
    for (LookupFile file : files.files()) {
      if (file instanceof StoreFileReader reader) {
        mapped += reader.mappedBytes();
        copied += reader.copiedBytes();
        resident += reader.residentBytes();
      }
    }
    return new SnapshotMemory(mapped, copied, resident);
  }

  /** Whether a copy of a file was found damaged after it was opened. */
  boolean isDamaged() {
    return opener.isDamaged();
  }

  @Override
  public void close() {
    opener.close(files.files());
  }
}
