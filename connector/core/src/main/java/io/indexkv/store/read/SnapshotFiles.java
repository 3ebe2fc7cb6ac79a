/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.LayerRows;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.ParallelCalls;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    List<DataFile> all = layers.stream().flatMap(Layer::all).toList();
    Map<String, ValueCheck> checks = checks(manifest, layers, what);
    List<LookupFile> opened = List.of();
    FileOpener opener = new FileOpener(mode);
    try {
      opened =
          ParallelCalls.run(
              storage,
              all,
              file -> opener.open(storage, file, keyWidth, checks.get(file.name())),
              LookupFile::close);
      return new SnapshotFiles(new OpenSnapshot(open(manifest, layers, opened, what)), opener);
    } catch (Throwable e) {
      opener.close(opened);
      throw e;
    }
  }

  /** The check of the values of each file. Files of deleted keys have no values to check. */
  private static Map<String, ValueCheck> checks(
      Manifest manifest, List<Layer> layers, String what) {
    ValueCheck current = manifest.valueCheck(what);
    Map<String, ValueCheck> checks = new HashMap<>();
    for (Layer layer : layers) {
      ValueCheck values = layer.isOld() ? LayerRows.check(manifest, layer, what) : current;
      layer.files().forEach(file -> checks.put(file.name(), values));
      layer.deletes().forEach(file -> checks.put(file.name(), ValueCheck.ANY));
    }
    return checks;
  }

  /**
   * Assigns the readers to their layers.
   *
   * @param readers in the order of the layers' files
   */
  private static List<OpenLayer> open(
      Manifest manifest, List<Layer> layers, List<LookupFile> readers, String what) {
    List<OpenLayer> open = new ArrayList<>();
    int from = 0;
    for (Layer layer : layers) {
      int deletes = from + layer.files().size();
      int end = deletes + layer.deletes().size();
      StoreFiles entries = new StoreFiles(readers.subList(from, deletes));
      StoreFiles deleted = new StoreFiles(readers.subList(deletes, end));
      open.add(
          LayerRows.conversion(manifest, layer, what)
              .<OpenLayer>map(conversion -> new OldLayer(layer, entries, deleted, conversion))
              .orElseGet(() -> new OpenLayer(layer, entries, deleted)));
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

  /** What it took to open the files. */
  Opening opening() {
    return Opening.of(files.files(), opener.copying());
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
