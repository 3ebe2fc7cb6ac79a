/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Slices of all keys. Those of a store have about equal bytes, and begin with files of its largest
 * layer. The same manifest and size give the same slices in every JVM.
 */
public final class KeySlices {
  /** The first key of each slice except the first, ascending. */
  private final List<byte[]> bounds;

  private KeySlices(List<byte[]> bounds) {
    this.bounds = bounds;
  }

  /**
   * Cuts slices of up to {@code bytes} each. A slice has at least one file, which may be larger.
   * The bytes of other layers count as if they were spread evenly.
   */
  public static KeySlices of(Manifest manifest, long bytes) {
    List<DataFile> files =
        manifest.layers().stream()
            .map(Layer::files)
            .max(Comparator.comparingLong(KeySlices::bytes))
            .orElse(List.of());
    double share = files.isEmpty() ? 1 : (double) manifest.bytes() / bytes(files);
    List<byte[]> bounds = new ArrayList<>();
    double size = 0;
    for (int i = 0; i < files.size(); i++) {
      double next = files.get(i).info().length() * share;
      if (i > 0 && size + next > bytes) {
        bounds.add(files.get(i).info().smallestKey());
        size = 0;
      }
      size += next;
    }
    return new KeySlices(bounds);
  }

  /**
   * Slices that begin with given keys.
   *
   * @param bounds the first key of each slice except the first, ascending; of equal keys, only the
   *     last slice can have any
   */
  public static KeySlices from(List<byte[]> bounds) {
    return new KeySlices(List.copyOf(bounds));
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(file -> file.info().length()).sum();
  }

  public int count() {
    return bounds.size() + 1;
  }

  public KeySlice get(int number) {
    return new KeySlice(
        number == 0 ? null : bounds.get(number - 1),
        number == bounds.size() ? null : bounds.get(number));
  }

  /**
   * The number of the slice that holds a key.
   *
   * @param key the key is its first {@code length} bytes
   */
  public int of(byte[] key, int length) {
    int low = 0;
    int high = bounds.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] bound = bounds.get(middle);
      if (Arrays.compareUnsigned(key, 0, length, bound, 0, bound.length) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
