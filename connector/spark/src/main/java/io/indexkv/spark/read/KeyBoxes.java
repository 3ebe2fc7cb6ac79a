/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The keys for which a condition can be true, as a list of alternatives.
 *
 * @param boxes none if the condition is never true
 * @param exact whether the condition is true for each key of a box
 */
record KeyBoxes(List<Box> boxes, boolean exact) {
  /** Maximum number of alternatives; with more, planning would be slow. */
  static final int MAX = 100_000;

  /** For each key column the values that it may have. A key must fit in all columns. */
  record Box(List<KeyRanges> columns) {
    private Box and(Box other) {
      List<KeyRanges> both = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        both.add(columns.get(i).and(other.columns.get(i)));
      }
      return new Box(both);
    }

    private boolean isEmpty() {
      return columns.stream().anyMatch(KeyRanges::isEmpty);
    }

    boolean contains(Box other) {
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).contains(other.columns.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** The column in which two boxes differ; -1 if that are several. */
    private int onlyDifference(Box other) {
      int found = -1;
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).slices().equals(other.columns.get(i).slices())) {
          if (found >= 0) {
            return -1;
          }
          found = i;
        }
      }
      return Math.max(found, 0);
    }

    private Box with(int column, KeyRanges ranges) {
      List<KeyRanges> changed = new ArrayList<>(columns);
      changed.set(column, ranges);
      return new Box(changed);
    }
  }

  /**
   * All keys.
   *
   * @param columns number of columns of the key
   */
  static KeyBoxes any(int columns, boolean exact) {
    return new KeyBoxes(List.of(new Box(Collections.nCopies(columns, KeyRanges.ALL))), exact);
  }

  /** The keys that have one of some values in a column, exactly. */
  static KeyBoxes of(int columns, int column, KeyRanges ranges) {
    return ranges.isEmpty()
        ? new KeyBoxes(List.of(), true)
        : new KeyBoxes(List.of(any(columns, true).boxes.get(0).with(column, ranges)), true);
  }

  KeyBoxes inexact() {
    return new KeyBoxes(boxes, false);
  }

  KeyBoxes and(KeyBoxes other) {
    if ((long) boxes.size() * other.boxes.size() > MAX) {
      // more keys than fit, so it is not exact any more
      return inexact();
    }
    List<Box> both = new ArrayList<>();
    for (Box one : boxes) {
      for (Box another : other.boxes) {
        Box box = one.and(another);
        if (!box.isEmpty()) {
          both.add(box);
        }
      }
    }
    return new KeyBoxes(both, exact && other.exact);
  }

  /** The keys of either. Empty if there would be too many boxes. */
  Optional<KeyBoxes> or(KeyBoxes other) {
    boolean both = exact && other.exact;
    if (boxes.size() == 1 && other.boxes.size() == 1) {
      Box one = boxes.get(0);
      Box another = other.boxes.get(0);
      int column = one.onlyDifference(another);
      if (column >= 0) {
        KeyRanges either = one.columns.get(column).or(another.columns.get(column));
        return Optional.of(new KeyBoxes(List.of(one.with(column, either)), both));
      }
    }
    List<Box> all = new ArrayList<>(boxes);
    all.addAll(other.boxes);
    return all.size() > MAX ? Optional.empty() : Optional.of(new KeyBoxes(all, both));
  }
}
