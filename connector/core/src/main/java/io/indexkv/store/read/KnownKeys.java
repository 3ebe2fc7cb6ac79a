/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that some layers know: those that they have as entries, and those that they delete.
 *
 * @param store a version whose key and schema the layers have
 */
public record KnownKeys(Storage storage, Manifest store) {
  /** Keys looked up together: enough for remote blocks to be read in one go. */
  private static final int TOGETHER = 128;

  /** One of {@code keys} that the layers know, or empty if they know none. */
  public Optional<byte[]> anyOf(List<byte[]> keys, List<Layer> layers) throws IOException {
    if (keys.isEmpty() || layers.isEmpty()) {
      return Optional.empty();
    }
    try (SnapshotFiles files = open(layers)) {
      return known(keys, files.files());
    }
  }

  /**
   * A key that both know, or empty if there is none. It scans the side with fewer entries, within
   * the range of keys that both have, and looks the keys up in the other.
   */
  public Optional<byte[]> inBoth(List<Layer> some, List<Layer> others) throws IOException {
    byte[] from = max(smallest(some), smallest(others));
    byte[] last = min(largest(some), largest(others));
    if (from == null || last == null || Arrays.compareUnsigned(from, last) > 0) {
      return Optional.empty();
    }
    // the smallest key behind the last one
    KeySlice slice = new KeySlice(from, Arrays.copyOf(last, last.length + 1));
    boolean swap = entries(some) > entries(others);
    try (SnapshotFiles scanned = open(slice.of(swap ? others : some));
        SnapshotFiles asked = open(slice.of(swap ? some : others))) {
      return firstKnown(scanned.files(), slice, asked.files());
    }
  }

  private static Optional<byte[]> firstKnown(
      OpenSnapshot scanned, KeySlice slice, OpenSnapshot asked) {
    LayerMerge changes = scanned.changes(slice.from(), slice.to());
    List<byte[]> keys = new ArrayList<>(TOGETHER);
    while (changes.next()) {
      keys.add(changes.current().key());
      if (keys.size() == TOGETHER) {
        Optional<byte[]> found = known(keys, asked);
        if (found.isPresent()) {
          return found;
        }
        keys.clear();
      }
    }
    return known(keys, asked);
  }

  private static Optional<byte[]> known(List<byte[]> keys, OpenSnapshot files) {
    for (int from = 0; from < keys.size(); from += TOGETHER) {
      List<byte[]> some = keys.subList(from, Math.min(keys.size(), from + TOGETHER));
      files.prepare(some);
      for (byte[] key : some) {
        if (files.knows(key)) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  // without a limit on compression, like a compaction: the store's own writers made these files
  private SnapshotFiles open(List<Layer> layers) throws IOException {
    ReadMode mode =
        ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES).maxCompressionRatio(Long.MAX_VALUE);
    return SnapshotFiles.open(storage, store, mode, layers);
  }

  private static long entries(List<Layer> layers) {
    return layers.stream().flatMap(Layer::all).mapToLong(file -> file.info().entries()).sum();
  }

  private static byte[] smallest(List<Layer> layers) {
    return layers.stream()
        .flatMap(Layer::all)
        .map((DataFile file) -> file.info().smallestKey())
        .min(Arrays::compareUnsigned)
        .orElse(null);
  }

  private static byte[] largest(List<Layer> layers) {
    return layers.stream()
        .flatMap(Layer::all)
        .map((DataFile file) -> file.info().largestKey())
        .max(Arrays::compareUnsigned)
        .orElse(null);
  }

  private static byte[] max(byte[] one, byte[] other) {
    return one == null || other == null
        ? null
        : Arrays.compareUnsigned(one, other) > 0 ? one : other;
  }

  private static byte[] min(byte[] one, byte[] other) {
    return one == null || other == null
        ? null
        : Arrays.compareUnsigned(one, other) < 0 ? one : other;
  }
}
