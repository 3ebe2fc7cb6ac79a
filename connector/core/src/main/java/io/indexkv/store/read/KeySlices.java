/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Slices of all keys. Those of a store have about equal bytes, and begin with files of its largest
 * layer. The same manifest and size give the same slices in every JVM.
 */
public final class KeySlices {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The first key of each slice except the first, ascending. */
  private final List<byte[]> bounds;

  /** The first eight bytes of each bound, in an order that signed comparison keeps. */
  private final long[] words;

  private KeySlices(List<byte[]> bounds) {
    this.bounds = bounds;
    words = bounds.stream().mapToLong(bound -> word(bound, bound.length)).toArray();
  }

  /** The first eight bytes of a key, or all with zeros behind them. */
  private static long word(byte[] key, int length) {
    if (length >= Long.BYTES) {
      return (long) BIG_ENDIAN.get(key, 0) ^ Long.MIN_VALUE;
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (key[i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
    }
    return word ^ Long.MIN_VALUE;
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
    long word = word(key, length);
    int low = 0;
    int high = words.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (word < words[middle] || word == words[middle] && isBelow(key, length, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean isBelow(byte[] key, int length, int bound) {
    byte[] other = bounds.get(bound);
    return Arrays.compareUnsigned(key, 0, length, other, 0, other.length) < 0;
  }
}
