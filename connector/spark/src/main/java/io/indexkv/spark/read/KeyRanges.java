/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of byte strings: encoded keys, or encoded values of one key column.
 *
 * @param slices disjoint and ascending; two neighbours do not touch
 * @param named whether the query names each value, by an equality or IN
 */
record KeyRanges(List<KeySlice> slices, boolean named) {
  static final KeyRanges ALL = new KeyRanges(List.of(KeySlice.all()), false);
  static final KeyRanges NONE = new KeyRanges(List.of(), true);

  /** Slices in any order, which may overlap. */
  static KeyRanges of(Collection<KeySlice> slices) {
    return new KeyRanges(merged(new ArrayList<>(slices)), false);
  }

  /** The set of these values. */
  static KeyRanges ofValues(Collection<byte[]> values) {
    List<KeySlice> points = new ArrayList<>(values.size());
    values.forEach(value -> points.add(new KeySlice(value, after(value))));
    return new KeyRanges(merged(points), true);
  }

  /** The first byte string behind {@code bytes}. */
  static byte[] after(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static List<KeySlice> merged(List<KeySlice> slices) {
    slices.sort(Comparator.comparing(KeySlice::from, KeyRanges::compareStarts));
    List<KeySlice> merged = new ArrayList<>(slices.size());
    for (KeySlice slice : slices) {
      int last = merged.size() - 1;
      if (isEmpty(slice)) {
        continue;
      }
      if (last >= 0 && reaches(merged.get(last).to(), slice.from())) {
        merged.set(
            last, new KeySlice(merged.get(last).from(), later(merged.get(last).to(), slice.to())));
      } else {
        merged.add(slice);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean isEmpty(KeySlice slice) {
    return slice.from() != null
        && slice.to() != null
        && Arrays.compareUnsigned(slice.from(), slice.to()) >= 0;
  }

  private static boolean reaches(byte[] end, byte[] start) {
    return end == null || start == null || Arrays.compareUnsigned(end, start) >= 0;
  }

  /** Compares beginnings of slices, of which null is the least. */
  static int compareStarts(byte[] one, byte[] other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return Arrays.compareUnsigned(one, other);
  }

  /** Compares ends of slices, of which null is the greatest. */
  static int compareEnds(byte[] one, byte[] other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return Arrays.compareUnsigned(one, other);
  }

  private static byte[] later(byte[] one, byte[] other) {
    return compareEnds(one, other) >= 0 ? one : other;
  }

  /** The byte strings that are in both slices; the slice may be empty. */
  static KeySlice common(KeySlice one, KeySlice other) {
    return new KeySlice(
        compareStarts(one.from(), other.from()) >= 0 ? one.from() : other.from(),
        compareEnds(one.to(), other.to()) <= 0 ? one.to() : other.to());
  }

  KeyRanges and(KeyRanges other) {
    List<KeySlice> both = new ArrayList<>();
    int mine = 0;
    int others = 0;
    while (mine < slices.size() && others < other.slices.size()) {
      KeySlice one = slices.get(mine);
      KeySlice another = other.slices.get(others);
      KeySlice common = common(one, another);
      if (!isEmpty(common)) {
        both.add(common);
      }
      if (compareEnds(one.to(), another.to()) <= 0) {
        mine++;
      } else {
        others++;
      }
    }
    return new KeyRanges(List.copyOf(both), named || other.named);
  }

  KeyRanges or(KeyRanges other) {
    List<KeySlice> all = new ArrayList<>(slices);
    all.addAll(other.slices);
    return new KeyRanges(merged(all), named && other.named);
  }

  KeyRanges not() {
    List<KeySlice> gaps = new ArrayList<>();
    byte[] from = null;
    boolean open = true;
    for (KeySlice slice : slices) {
      if (slice.from() != null) {
        gaps.add(new KeySlice(from, slice.from()));
      }
      from = slice.to();
      open = from != null;
    }
    if (open) {
      gaps.add(new KeySlice(from, null));
    }
    return new KeyRanges(merged(gaps), false);
  }

  boolean contains(KeyRanges other) {
    return isAll() || and(other).slices.equals(other.slices);
  }

  boolean isAll() {
    return slices.size() == 1 && slices.get(0).from() == null && slices.get(0).to() == null;
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  int size() {
    return slices.size();
  }

  /** Whether the query names each value. */
  boolean arePoints() {
    return named && slices.stream().allMatch(KeyRanges::isPoint);
  }

  /** Whether the slice holds one byte string only. */
  static boolean isPoint(KeySlice slice) {
    byte[] from = slice.from();
    byte[] to = slice.to();
    return from != null
        && to != null
        && to.length == from.length + 1
        && to[from.length] == 0
        && Arrays.equals(from, 0, from.length, to, 0, from.length);
  }

  /** From the beginning of the first slice to the end of the last; call it only if not empty. */
  KeySlice bounds() {
    return new KeySlice(slices.get(0).from(), slices.get(slices.size() - 1).to());
  }
}
