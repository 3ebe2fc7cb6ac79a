/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeyCount;
import io.indexkv.store.read.KeySlice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task finds out of the keys.
 *
 * @param known what the manifest says of files that count as a whole
 * @param runs the keys that the task looks at in the files, ascending
 * @param values whether positions in files tell the number of keys
 */
record AggregatePartition(Way way, Known known, ArrayList<KeyRun> runs, KeyCount.Values values)
    implements InputPartition {
  /** Maximum number of ranges for which files that count as a whole are searched. */
  private static final int MAX_RANGES = 1000;

  enum Way {
    /** Counts all keys. */
    COUNT,
    /** Looks for the first and the last key only. */
    ENDS,
    /** Counts the keys of the whole version by lookups of the keys of newer layers. */
    LOOK_UP
  }

  /** A number of keys, with the first and the last of them; null if there are none. */
  record Known(long count, byte[] first, byte[] last) implements Serializable {
    static final Known NOTHING = new Known(0, null, null);

    /** With a file whose keys all follow. */
    private Known plus(StoreFileInfo file) {
      return new Known(
          count + file.entries(), first == null ? file.smallestKey() : first, file.largestKey());
    }
  }

  /**
   * The tasks for a query, at least one.
   *
   * @param values whether all stored rows have the same length
   * @param split about how many bytes of files a task should walk
   */
  static List<AggregatePartition> plan(
      Manifest manifest,
      KeyBounds bounds,
      KeyCount.Values values,
      KeyRanges wanted,
      KeyAggregates aggregates,
      long split) {
    Known known = Known.NOTHING;
    KeyRanges ranges = wanted;
    long size = split;
    if (manifest.layers().size() < 2 && wanted.size() <= MAX_RANGES) {
      List<KeySlice> left = new ArrayList<>();
      for (StoreFileInfo file : ListedFiles.of(manifest).inKeyOrder()) {
        byte[] behind = bounds.fitted(KeyRanges.after(file.largestKey()));
        KeyRanges all = KeyRanges.of(List.of(new KeySlice(file.smallestKey(), behind)));
        if (wanted.contains(all)) {
          known = known.plus(file);
        } else {
          left.addAll(wanted.and(all).slices());
        }
      }
      ranges = KeyRanges.of(left);
      // positions tell the number, whatever the size
      size = values == KeyCount.Values.OF_ONE_LENGTH ? Long.MAX_VALUE : split;
    } else if (aggregates.counts() && wanted.isAll() && hasFewNewKeys(manifest)) {
      return List.of(new AggregatePartition(Way.LOOK_UP, known, new ArrayList<>(), values));
    }
    if (!aggregates.counts()) {
      ArrayList<KeyRun> runs = RangePartition.byFile(manifest, ranges);
      return List.of(new AggregatePartition(Way.ENDS, known, runs, values));
    }
    List<AggregatePartition> partitions = new ArrayList<>();
    for (RangePartition part : RangePartition.plan(manifest, ranges, size)) {
      partitions.add(new AggregatePartition(Way.COUNT, known, part.runs(), values));
      known = Known.NOTHING;
    }
    // without a task, a sum of counts would be null
    return partitions.isEmpty()
        ? List.of(new AggregatePartition(Way.COUNT, known, new ArrayList<>(), values))
        : partitions;
  }

  /** The parts of the store that the task may open. */
  List<KeySlice> opened() {
    return way == Way.LOOK_UP
        ? List.of(KeySlice.all())
        : runs.stream().map(KeyRun::bounds).toList();
  }

  /** Whether few keys are in layers above the oldest. */
  private static boolean hasFewNewKeys(Manifest manifest) {
    List<Layer> layers = manifest.layers();
    long oldest = entries(layers.get(layers.size() - 1).files());
    long newer = 0;
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      newer += entries(layer.files()) + entries(layer.deletes());
    }
    return newer <= oldest / 4;
  }

  private static long entries(List<DataFile> files) {
    return files.stream().mapToLong(file -> file.info().entries()).sum();
  }
}
