/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Codec;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.read.FileCodecs;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.read.Verify;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads whole versions for {@link StoreHistory}: verifies them, and collects their statistics. */
final class Inspection {
  private static final ReadMode MODE = ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES);

  private Inspection() {}

  static VerifyReport verify(Storage storage, Manifest manifest) throws IOException {
    List<Verify.Damage> damages = new Verify(storage, manifest, MODE).run();
    List<String> damaged = damages.stream().map(damage -> damage.file().name()).toList();
    List<DataFile> files = manifest.files();
    return new VerifyReport(
        manifest.version(),
        files.size(),
        manifest.bytes(),
        files.stream()
            .filter(file -> !damaged.contains(file.name()))
            .mapToLong(file -> file.info().entries())
            .sum(),
        damages.stream()
            .map(d -> new VerifyReport.DamagedFile(d.file().name(), d.problem()))
            .toList());
  }

  static StoreStatistics statistics(Storage storage, Manifest manifest) throws IOException {
    List<DataFile> files = manifest.files();
    List<Layer> layers = manifest.layers();
    Comparator<byte[]> order = Arrays::compareUnsigned;
    Optional<byte[]> smallest = files.stream().map(f -> f.info().smallestKey()).min(order);
    Optional<byte[]> largest = files.stream().map(f -> f.info().largestKey()).max(order);
    return new StoreStatistics(
        manifest.version(),
        layers.size() < 2 ? OptionalLong.of(manifest.entries()) : OptionalLong.empty(),
        manifest.entries(),
        layers.stream()
            .flatMap(layer -> layer.deletes().stream())
            .mapToLong(file -> file.info().entries())
            .sum(),
        manifest.bytes(),
        files.size(),
        layers.size(),
        smallest.map(key -> text(manifest, key)),
        largest.map(key -> text(manifest, key)),
        FileCodecs.of(storage, files).stream().map(Inspection::name).toList(),
        manifest.keyColumns(),
        manifest.keyTypes(),
        manifest.properties().getOrDefault(StoreProperties.VALUE_ENCODING, ""));
  }

  private static String name(Codec codec) {
    return codec.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Manifest manifest, byte[] key) {
    List<KeyType> types;
    try {
      types = manifest.keyTypes().stream().map(KeyType::of).toList();
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(
          "version %d has keys that this IndexKV does not know: %s; use a newer IndexKV"
              .formatted(manifest.version(), e.getMessage()));
    }
    return KeyText.of(types, key);
  }

  static long countRows(Storage storage, Manifest manifest) throws IOException {
    if (manifest.layers().size() < 2) {
      return manifest.entries();
    }
    try (SnapshotReader reader = SnapshotReader.open(storage, manifest, MODE)) {
      return reader.files().entries();
    }
  }
}
