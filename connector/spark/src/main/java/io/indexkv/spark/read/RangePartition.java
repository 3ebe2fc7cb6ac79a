/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The entries with {@code from <= key < to}, for one task; null means unbounded. The ranges of a
 * scan cover all possible keys, so no entry is left out, whatever the files contain.
 */
record RangePartition(byte[] from, byte[] to) implements InputPartition {

  /**
   * Divides a store into ranges of about {@code split} bytes of files. Neighbouring small files are
   * joined, large files are divided. No range if the store is empty.
   */
  static List<RangePartition> plan(Manifest manifest, long split) {
    int width = KeyType.composite(manifest.keyTypes().stream().map(KeyType::of).toList()).width();
    List<byte[]> cuts = new ArrayList<>();
    long bytes = 0;
    boolean empty = true;
    for (StoreFileInfo file : inKeyOrder(manifest)) {
      if (!empty && bytes + file.length() > split) {
        cuts.add(file.smallestKey());
        bytes = 0;
      }
      int parts = (int) Math.min(1 << 16, 1 + (file.length() - 1) / split);
      cuts.addAll(SplitKeys.between(file.smallestKey(), file.largestKey(), width, parts));
      bytes += file.length();
      empty = false;
    }
    return empty ? List.of() : ranges(cuts);
  }

  private static List<StoreFileInfo> inKeyOrder(Manifest manifest) {
    return manifest.layers().stream()
        .flatMap(layer -> layer.files().stream())
        .map(DataFile::info)
        .filter(file -> file.entries() > 0)
        .sorted(Comparator.comparing(StoreFileInfo::smallestKey, Arrays::compareUnsigned))
        .toList();
  }

  // sorted again, because files of different layers overlap
  private static List<RangePartition> ranges(List<byte[]> cuts) {
    cuts.sort(Arrays::compareUnsigned);
    List<RangePartition> ranges = new ArrayList<>();
    byte[] from = null;
    for (byte[] cut : cuts) {
      if (from == null || !Arrays.equals(from, cut)) {
        ranges.add(new RangePartition(from, cut));
        from = cut;
      }
    }
    ranges.add(new RangePartition(from, null));
    return ranges;
  }
}
