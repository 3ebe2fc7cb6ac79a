/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Slices of keys, for one task. The slices of all tasks together cover the keys that the query asks
 * for, whatever the files contain.
 *
 * @param runs in the order in which the task reads them
 * @param rows after so many rows the task is done
 * @param backward whether the task reads each slice, and the slices of a run, in reverse key order
 */
record RangePartition(ArrayList<KeyRun> runs, long rows, boolean backward)
    implements SlicedPartition {
  private static final int MAX_SLICES = 10_000;

  /**
   * Divides the keys into parts of about {@code split} bytes of files. Neighbouring small files are
   * joined, large files are divided. No part if no file can have one of the keys.
   */
  static List<RangePartition> plan(Manifest manifest, KeyRanges ranges, long split) {
    ListedFiles files = ListedFiles.of(manifest);
    List<RangePartition> partitions = new ArrayList<>();
    for (List<KeySlice> part : cut(files, ranges, cuts(manifest, files, ranges, split))) {
      for (int i = 0; i < part.size(); i += MAX_SLICES) {
        List<KeySlice> some = part.subList(i, Math.min(part.size(), i + MAX_SLICES));
        partitions.add(
            new RangePartition(new ArrayList<>(KeyRun.of(files, some)), Long.MAX_VALUE, false));
      }
    }
    return partitions;
  }

  /**
   * One part that reads the first or last rows. Its runs end where files begin, so that the task
   * opens no more files than it needs.
   */
  static List<RangePartition> first(
      Manifest manifest, KeyRanges ranges, long rows, boolean backward) {
    ArrayList<KeyRun> runs = byFile(manifest, ranges);
    if (backward) {
      Collections.reverse(runs);
    }
    return runs.isEmpty() ? List.of() : List.of(new RangePartition(runs, rows, backward));
  }

  /** The keys in runs that each end where the next file begins. */
  static ArrayList<KeyRun> byFile(Manifest manifest, KeyRanges ranges) {
    ListedFiles files = ListedFiles.of(manifest);
    List<byte[]> cuts = new ArrayList<>();
    files.inKeyOrder().stream().skip(1).forEach(file -> cuts.add(file.smallestKey()));
    ArrayList<KeyRun> runs = new ArrayList<>();
    cut(files, ranges, cuts).forEach(part -> runs.addAll(KeyRun.of(files, part)));
    return runs;
  }

  @Override
  public List<KeySlice> bounds() {
    return runs.stream().map(KeyRun::bounds).toList();
  }

  private static List<byte[]> cuts(
      Manifest manifest, ListedFiles files, KeyRanges ranges, long split) {
    int width = KeyType.composite(manifest.keyTypes().stream().map(KeyType::of).toList()).width();
    List<byte[]> cuts = new ArrayList<>();
    long bytes = 0;
    boolean empty = true;
    KeySlice bounds = ranges.isEmpty() ? KeySlice.all() : ranges.bounds();
    for (StoreFileInfo file : files.inKeyOrder()) {
      long length = (long) (file.length() * ListedFiles.share(file, bounds));
      if (length == 0) {
        continue;
      }
      if (!empty && bytes + length > split) {
        cuts.add(file.smallestKey());
        bytes = 0;
      }
      int parts = (int) Math.min(1 << 16, 1 + (length - 1) / split);
      KeySlice common =
          KeyRanges.common(bounds, new KeySlice(file.smallestKey(), file.largestKey()));
      cuts.addAll(SplitKeys.between(common.from(), common.to(), width, parts));
      bytes += length;
      empty = false;
    }
    // files of different layers overlap
    cuts.sort(Arrays::compareUnsigned);
    return cuts;
  }

  /** The slices that a file can have, cut at some keys; a list for each part that is not empty. */
  private static List<List<KeySlice>> cut(ListedFiles files, KeyRanges ranges, List<byte[]> cuts) {
    List<List<KeySlice>> parts = new ArrayList<>();
    List<KeySlice> part = new ArrayList<>();
    int next = 0;
    for (KeySlice slice : ranges.slices()) {
      KeySlice left = slice;
      while (next < cuts.size() && KeyRanges.compareEnds(cuts.get(next), left.to()) < 0) {
        byte[] cut = cuts.get(next++);
        if (left.from() == null || Arrays.compareUnsigned(cut, left.from()) > 0) {
          add(files, new KeySlice(left.from(), cut), part);
          left = new KeySlice(cut, left.to());
        }
        part = ended(part, parts);
      }
      add(files, left, part);
    }
    ended(part, parts);
    return parts;
  }

  private static void add(ListedFiles files, KeySlice slice, List<KeySlice> part) {
    if (files.mayHave(slice)) {
      part.add(slice);
    }
  }

  private static List<KeySlice> ended(List<KeySlice> part, List<List<KeySlice>> parts) {
    if (!part.isEmpty()) {
      parts.add(part);
      return new ArrayList<>();
    }
    return part;
  }
}
