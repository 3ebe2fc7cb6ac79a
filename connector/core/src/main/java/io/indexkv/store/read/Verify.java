/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.OverlappingIntervalsException;
import io.indexkv.file.LookupFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and checks every byte of a version. It reads one file after the other, so that only one is
 * open, or pinned in a cache, at a time.
 *
 * @param mode how the files are read; not remotely
 */
public record Verify(Storage storage, Manifest manifest, ReadMode mode) {
  /**
   * A file that is damaged, missing, or not the one that the manifest lists.
   *
   * @param problem the message of the error
   */
  public record Damage(DataFile file, String problem) {}

  /**
   * The result of reading a file once.
   *
   * @param wasCopy whether the damage was in a copy
   */
  private record Finding(Optional<Damage> damage, boolean wasCopy) {}

  /**
   * Checks all files.
   *
   * @return the damaged files, in the order of the manifest
   * @throws IOException if the storage does not answer
   */
  public List<Damage> run() throws IOException {
    List<Damage> damages = new ArrayList<>();
    for (Layer layer : manifest.layers()) {
      for (DataFile file : layer.files()) {
        damage(file, entries(layer, file)).ifPresent(damages::add);
      }
      for (DataFile file : layer.deletes()) {
        damage(file, deletes(file)).ifPresent(damages::add);
      }
    }
    if (damages.isEmpty()) {
      intervals().ifPresent(damages::add);
    }
    return damages;
  }

  /**
   * Checks that intervals do not overlap, if the version declares that.
   *
   * @return the file with the second of two intervals that overlap
   */
  private Optional<Damage> intervals() throws IOException {
    if (manifest.interval().isEmpty()) {
      return Optional.empty();
    }
    IntervalOrder order = new IntervalOrder(IntervalRows.of(manifest));
    try (SnapshotFiles open = SnapshotFiles.open(storage, manifest, mode, KeySlice.all())) {
      EntryCursor entries = open.files().scan(null, null);
      while (entries.next()) {
        byte[] key = entries.key();
        byte[] row = entries.value();
        try {
          order.add(key, 0, key.length, row, 0, row.length);
        } catch (OverlappingIntervalsException e) {
          return Optional.of(new Damage(open.files().fileOf(entries), e.getMessage()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Checks one file of the manifest.
   *
   * @return empty if it is sound
   * @throws IOException if the storage does not answer
   */
  public Optional<Damage> damage(DataFile file) throws IOException {
    for (Layer layer : manifest.layers()) {
      if (layer.files().contains(file)) {
        return damage(file, entries(layer, file));
      }
    }
    return damage(file, deletes(file));
  }

  private static Layer entries(Layer layer, DataFile file) {
    return Layer.of(List.of(file)).withSchema(layer.schema());
  }

  private static Layer deletes(DataFile file) {
    return new Layer(List.of(), List.of(file));
  }

  private Optional<Damage> damage(DataFile file, Layer only) throws IOException {
    Finding finding = check(file, only);
    if (finding.wasCopy()) {
      finding = check(file, only); // checks a new copy of the file
    }
    return finding.damage();
  }

  private Finding check(DataFile file, Layer only) throws IOException {
    try {
      ListedFileCheck.checkLength(storage, file);
      try (SnapshotFiles open = SnapshotFiles.open(storage, manifest, mode, List.of(only))) {
        try {
          open.files().files().forEach(LookupFile::verify);
        } catch (CorruptFileException e) {
          return new Finding(Optional.of(new Damage(file, e.getMessage())), open.isDamaged());
        }
      }
      return new Finding(Optional.empty(), false);
    } catch (CorruptFileException | BrokenSnapshotException e) {
      return new Finding(Optional.of(new Damage(file, e.getMessage())), false);
    }
  }
}
