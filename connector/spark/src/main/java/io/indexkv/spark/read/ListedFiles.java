/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The files of a version and their key ranges, as its manifest lists them. */
final class ListedFiles {
  /** Maximum number of slices whose size is estimated one by one. */
  private static final int MAX_ESTIMATED = 1000;

  private final List<StoreFileInfo> files;

  /** For each file the largest key of it and of all files before it. */
  private final byte[][] largestUpTo;

  /** For each file the least of the largest keys of it and of all files behind it. */
  private final byte[][] leastFrom;

  private ListedFiles(List<StoreFileInfo> files) {
    this.files = files;
    int count = files.size();
    largestUpTo = new byte[count][];
    leastFrom = new byte[count][];
    for (int i = 0; i < count; i++) {
      byte[] largest = files.get(i).largestKey();
      largestUpTo[i] = i > 0 && isLess(largest, largestUpTo[i - 1]) ? largestUpTo[i - 1] : largest;
    }
    for (int i = count - 1; i >= 0; i--) {
      byte[] largest = files.get(i).largestKey();
      leastFrom[i] =
          i < count - 1 && isLess(leastFrom[i + 1], largest) ? leastFrom[i + 1] : largest;
    }
  }

  /** The files that have entries. A file of deleted keys alone gives no rows. */
  static ListedFiles of(Manifest manifest) {
    return new ListedFiles(
        manifest.layers().stream()
            .flatMap(layer -> layer.files().stream())
            .map(DataFile::info)
            .filter(file -> file.entries() > 0)
            .sorted(Comparator.comparing(StoreFileInfo::smallestKey, Arrays::compareUnsigned))
            .toList());
  }

  private static boolean isLess(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) < 0;
  }

  /** The files in the order of their smallest keys. */
  List<StoreFileInfo> inKeyOrder() {
    return files;
  }

  /** Whether a file may have a key of the slice. */
  boolean mayHave(KeySlice slice) {
    int before = slice.to() == null ? files.size() : countBelow(slice.to());
    return before > 0 && (slice.from() == null || !isLess(largestUpTo[before - 1], slice.from()));
  }

  /** Whether a file lies between two slices: all its keys are behind one and before the other. */
  boolean separate(KeySlice slice, KeySlice next) {
    if (slice.to() == null || next.from() == null) {
      return false;
    }
    int first = countBelow(slice.to());
    return first < files.size() && isLess(leastFrom[first], next.from());
  }

  /** How many files have a smallest key less than {@code key}. */
  private int countBelow(byte[] key) {
    int low = 0;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isLess(files.get(middle).smallestKey(), key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** About how many entries and bytes are in a part of the store. */
  record Amount(double entries, double bytes) {
    private Amount plus(StoreFileInfo file, double share) {
      return new Amount(entries + file.entries() * share, bytes + file.length() * share);
    }
  }

  /** An estimate for the keys of some ranges, as if each file's keys were spread evenly. */
  Amount amount(KeyRanges ranges) {
    Amount amount = new Amount(0, 0);
    if (ranges.isEmpty()) {
      return amount;
    }
    List<KeySlice> slices =
        ranges.size() > MAX_ESTIMATED ? List.of(ranges.bounds()) : ranges.slices();
    for (StoreFileInfo file : files) {
      double share = 0;
      for (KeySlice slice : slices) {
        share += share(file, slice);
      }
      amount = amount.plus(file, Math.min(1, share));
    }
    return amount;
  }

  /**
   * How many keys there can be at most in some ranges, between the smallest and the largest key of
   * all files. Layers may list the same keys again and again.
   *
   * @param width bytes of every key, or 0 if keys vary in length
   * @return {@code Long.MAX_VALUE} if that is not known
   */
  long possibleKeys(KeyRanges ranges, int width) {
    if (width == 0 || width > Long.BYTES || files.isEmpty() || ranges.isEmpty()) {
      return Long.MAX_VALUE;
    }
    KeySlice all = new KeySlice(files.get(0).smallestKey(), largestUpTo[files.size() - 1]);
    KeySlice some = KeyRanges.common(ranges.bounds(), all);
    long steps = SplitKeys.number(some.to(), 0) - SplitKeys.number(some.from(), 0);
    steps >>>= Long.SIZE - Byte.SIZE * width;
    return steps < 0 || steps == Long.MAX_VALUE ? Long.MAX_VALUE : steps + 1;
  }

  /** The part of a file's entries that is in a slice, from 0 to 1. */
  static double share(StoreFileInfo file, KeySlice slice) {
    byte[] smallest = file.smallestKey();
    byte[] largest = file.largestKey();
    boolean apart =
        slice.to() != null && !isLess(smallest, slice.to())
            || slice.from() != null && isLess(largest, slice.from());
    if (apart) {
      return 0;
    }
    double from = slice.from() == null ? 0 : SplitKeys.place(smallest, largest, slice.from());
    double to = slice.to() == null ? 1 : SplitKeys.place(smallest, largest, slice.to());
    return Math.max(to - from, 1.0 / file.entries());
  }
}
