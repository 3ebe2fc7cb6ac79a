/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a store's keys. If only a slice of a snapshot is open, callers may look up only keys of
 * the slice.
 *
 * @param from first key, included; null for no bound
 * @param to end, excluded; null for no bound
 */
public record KeySlice(byte[] from, byte[] to) implements Serializable {
  private static final KeySlice ALL = new KeySlice(null, null);

  public static KeySlice all() {
    return ALL;
  }

  public boolean holds(byte[] key, int offset, int length) {
    return (from == null || compare(key, offset, length, from) >= 0)
        && (to == null || compare(key, offset, length, to) < 0);
  }

  private static int compare(byte[] key, int offset, int length, byte[] bound) {
    return Arrays.compareUnsigned(key, offset, offset + length, bound, 0, bound.length);
  }

  /** The layers without files that cannot have a key of the slice. */
  List<Layer> of(List<Layer> layers) {
    return layers.stream()
        .map(
            layer ->
                new Layer(overlapping(layer.files()), overlapping(layer.deletes()), layer.schema()))
        .filter(layer -> !layer.isEmpty())
        .toList();
  }

  private List<DataFile> overlapping(List<DataFile> files) {
    return files.stream()
        .filter(
            file ->
                (from == null || Arrays.compareUnsigned(file.info().largestKey(), from) >= 0)
                    && (to == null || Arrays.compareUnsigned(file.info().smallestKey(), to) < 0))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeySlice that
        && Arrays.equals(from, that.from)
        && Arrays.equals(to, that.to);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
  }
}
