/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Plans which key ranges of some layers a compaction rewrites, and which files it keeps. It keeps
 * files that no other file of these layers overlaps, except small ones that have a neighbour to
 * join, and those with rows of an older schema.
 *
 * @param kept files that become part of the new layer
 * @param ranges key ranges to merge, ascending
 * @param mergedBytes length of the files that have these ranges
 */
record CompactionPlan(Layer kept, List<KeyRange> ranges, long mergedBytes) {
  /** A range of keys; both bounds are included. */
  record KeyRange(byte[] from, byte[] to) {}

  /**
   * A file with entries or with deleted keys.
   *
   * @param old whether its rows have an older schema
   */
  private record Part(DataFile file, boolean deletes, boolean old) {
    byte[] from() {
      return file.info().smallestKey();
    }

    byte[] to() {
      return file.info().largestKey();
    }
  }

  /**
   * Makes the plan of some layers.
   *
   * @param smallBytes files below this length join a neighbour; MAX_VALUE to rewrite all
   * @param dropDeletes whether to drop deleted keys, because no layer below has keys to hide
   */
  static CompactionPlan of(List<Layer> layers, long smallBytes, boolean dropDeletes) {
    Draft draft = new Draft(smallBytes, dropDeletes);
    List<Part> overlapping = new ArrayList<>();
    byte[] end = null;
    for (Part part : parts(layers)) {
      if (end != null && Arrays.compareUnsigned(end, part.from()) < 0) {
        draft.add(overlapping);
        overlapping = new ArrayList<>();
        end = null;
      }
      overlapping.add(part);
      end = end == null || Arrays.compareUnsigned(end, part.to()) < 0 ? part.to() : end;
    }
    draft.add(overlapping);
    draft.endRange();
    return new CompactionPlan(
        new Layer(draft.files, draft.deletes), List.copyOf(draft.ranges), draft.mergedBytes);
  }

  /** All files in the order of their smallest keys. */
  private static List<Part> parts(List<Layer> layers) {
    List<Part> parts = new ArrayList<>();
    for (Layer layer : layers) {
      layer.files().forEach(file -> parts.add(new Part(file, false, layer.isOld())));
      layer.deletes().forEach(file -> parts.add(new Part(file, true, false)));
    }
    parts.sort(Comparator.comparing(Part::from, Arrays::compareUnsigned));
    return parts;
  }

  /** Whether the plan only moves files to another layer, and writes none. */
  boolean rewritesNothing() {
    return ranges.isEmpty();
  }

  private static final class Draft {
    private final long smallBytes;
    private final boolean dropDeletes;
    private final List<DataFile> files = new ArrayList<>();
    private final List<DataFile> deletes = new ArrayList<>();
    private final List<KeyRange> ranges = new ArrayList<>();
    private long mergedBytes;

    /** Files to merge so far, up to the next file that is kept. */
    private final List<Part> open = new ArrayList<>();

    Draft(long smallBytes, boolean dropDeletes) {
      this.smallBytes = smallBytes;
      this.dropDeletes = dropDeletes;
    }

    /** Adds files that overlap each other, but no other file. */
    void add(List<Part> parts) {
      if (parts.isEmpty() || dropDeletes && parts.stream().allMatch(Part::deletes)) {
        return;
      }
      Part first = parts.get(0);
      if (parts.size() > 1 || first.old() || first.file().info().length() < smallBytes) {
        open.addAll(parts);
      } else {
        endRange();
        keep(first);
      }
    }

    private void keep(Part part) {
      (part.deletes() ? deletes : files).add(part.file());
    }

    void endRange() {
      if (open.size() == 1 && smallBytes < Long.MAX_VALUE && !open.get(0).old()) {
        keep(open.get(0)); // rewritten alone, the file would be the same
      } else if (!open.isEmpty()) {
        byte[] to = open.stream().map(Part::to).max(Arrays::compareUnsigned).orElseThrow();
        ranges.add(new KeyRange(open.get(0).from(), to));
        mergedBytes += open.stream().mapToLong(part -> part.file().info().length()).sum();
      }
      open.clear();
    }
  }
}
