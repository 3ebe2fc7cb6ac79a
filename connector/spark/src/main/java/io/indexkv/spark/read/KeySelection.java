/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.read.KeyBoxes.Box;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;

/**
 * The keys that a scan reads.
 *
 * @param ranges of encoded keys
 * @param points the same keys one by one, if the query names them
 * @param answered the predicates that are true for each key of the ranges
 */
record KeySelection(KeyRanges ranges, Optional<PointKeys> points, List<Predicate> answered) {
  private static final KeySelection ALL =
      new KeySelection(KeyRanges.ALL, Optional.empty(), List.of());

  /** Maximum number of values of one column, and of ranges. */
  private static final int MAX_RANGES = 1 << 20;

  /** Maximum number of keys that the values of several columns are combined into. */
  private static final int MAX_COMBINED = 100_000;

  /** How many comparisons of boxes may decide which predicates are answered. */
  private static final long MAX_COMPARED = 1 << 20;

  static KeySelection all() {
    return ALL;
  }

  /** The keys for which all predicates can be true. */
  static KeySelection of(StoreKey key, List<Predicate> predicates) {
    KeyPredicates reader = new KeyPredicates(key);
    KeyBoxes all = KeyBoxes.any(key.columns().size(), true);
    List<Predicate> known = new ArrayList<>();
    List<KeyBoxes> conditions = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Optional<KeyBoxes> boxes = reader.boxes(predicate);
      if (boxes.isPresent()) {
        all = all.and(boxes.get());
        known.add(predicate);
        conditions.add(boxes.get());
      }
    }
    return known.isEmpty() ? ALL : of(key, all.boxes(), known, conditions);
  }

  private static KeySelection of(
      StoreKey key, List<Box> boxes, List<Predicate> known, List<KeyBoxes> conditions) {
    KeyBounds bounds = new KeyBounds(key);
    List<Box> read = new ArrayList<>();
    List<KeySlice> slices = new ArrayList<>();
    boolean named = !boxes.isEmpty() || conditions.stream().anyMatch(KeySelection::namesSome);
    for (Box box : boxes) {
      int depth = depth(box);
      Box part = part(box, depth);
      read.add(part);
      named &= part.columns().stream().allMatch(KeyRanges::arePoints);
      addSlices(bounds, part, depth, 0, new byte[0], slices);
      if (slices.size() > MAX_RANGES) {
        return ALL;
      }
    }
    List<Predicate> answered = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (conditions.get(i).exact()
          && contains(conditions.get(i).boxes(), read)
          && !hasNullBinary(known.get(i))) {
        answered.add(known.get(i));
      }
    }
    KeyRanges ranges = fitted(bounds, slices);
    Optional<PointKeys> points =
        named
            ? Optional.of(PointKeys.of(slices.stream().map(KeySlice::from).toList()))
            : Optional.empty();
    return new KeySelection(ranges, points, List.copyOf(answered));
  }

  // Spark 4.1 writes answered predicates to its log, and fails for such a literal
  private static boolean hasNullBinary(Expression e) {
    return e instanceof Literal<?> literal
            && literal.value() == null
            && literal.dataType().equals(DataTypes.BinaryType)
        || Arrays.stream(e.children()).anyMatch(KeySelection::hasNullBinary);
  }

  private static boolean namesSome(KeyBoxes condition) {
    return condition.boxes().isEmpty()
        || condition.boxes().stream()
            .anyMatch(box -> box.columns().stream().anyMatch(KeyRanges::arePoints));
  }

  /**
   * How many of a box's first columns the ranges of keys take into account: all up to the first
   * that has other values than named ones.
   */
  private static int depth(Box box) {
    long count = 1;
    for (int i = 0; i < box.columns().size(); i++) {
      KeyRanges column = box.columns().get(i);
      count *= column.size();
      if (column.isAll() || count > (i == 0 ? MAX_RANGES : MAX_COMBINED)) {
        return i;
      }
      if (!column.slices().stream().allMatch(KeyRanges::isPoint)) {
        return i + 1;
      }
    }
    return box.columns().size();
  }

  private static Box part(Box box, int depth) {
    List<KeyRanges> columns = new ArrayList<>(box.columns().subList(0, depth));
    while (columns.size() < box.columns().size()) {
      columns.add(KeyRanges.ALL);
    }
    return new Box(columns);
  }

  private static void addSlices(
      KeyBounds bounds, Box box, int depth, int column, byte[] prefix, List<KeySlice> out) {
    if (column == depth) {
      boolean whole = depth == box.columns().size();
      out.add(new KeySlice(prefix, whole ? KeyRanges.after(prefix) : KeyBounds.next(prefix)));
      return;
    }
    for (KeySlice slice : box.columns().get(column).slices()) {
      if (KeyRanges.isPoint(slice)) {
        byte[] with = bounds.with(prefix, column, slice.from());
        addSlices(bounds, box, depth, column + 1, with, out);
      } else {
        byte[] from = slice.from() == null ? prefix : bounds.from(prefix, column, slice.from());
        byte[] to =
            slice.to() == null ? KeyBounds.next(prefix) : bounds.from(prefix, column, slice.to());
        if (from != null) {
          out.add(new KeySlice(from, to));
        }
      }
      if (out.size() > MAX_RANGES) {
        return;
      }
    }
  }

  private static boolean contains(List<Box> boxes, List<Box> parts) {
    return (long) boxes.size() * parts.size() <= MAX_COMPARED
        && parts.stream().allMatch(part -> boxes.stream().anyMatch(box -> box.contains(part)));
  }

  private static KeyRanges fitted(KeyBounds bounds, List<KeySlice> slices) {
    List<KeySlice> fitted = new ArrayList<>(slices.size());
    for (KeySlice slice : slices) {
      byte[] from = slice.from().length == 0 ? slice.from() : bounds.fitted(slice.from());
      if (from != null) {
        byte[] to = slice.to() == null ? null : bounds.fitted(slice.to());
        fitted.add(new KeySlice(from.length == 0 ? null : from, to));
      }
    }
    return KeyRanges.of(fitted);
  }

  /** The keys of both selections, for filters that Spark evaluates on the rows again. */
  KeySelection and(KeySelection other) {
    Optional<PointKeys> named =
        points
            .map(keys -> keys.in(other.ranges))
            .or(() -> other.points.map(keys -> keys.in(ranges)));
    return new KeySelection(ranges.and(other.ranges), named, answered);
  }

  /** The keys of this selection that are in some ranges. */
  KeySelection in(KeyRanges some) {
    return and(new KeySelection(some, Optional.empty(), List.of()));
  }

  /** Whether the query names the keys, and so few that lookups in another join are no better. */
  boolean namesFewKeys() {
    return points.isPresent() && points.get().keys().size() <= MAX_COMBINED;
  }

  /** The keys, for plans; empty if they are all. */
  String text(StoreKey key) {
    if (points.isPresent()) {
      return " keys=[" + points.get().text(key.type()) + "]";
    }
    return isAll() ? "" : " ranges=[" + RangeText.of(key, ranges) + "]";
  }

  boolean isAll() {
    return ranges.isAll();
  }

  /** The keys alone decide. Literals of binary columns are arrays, so predicates cannot. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeySelection that
        && ranges.slices().equals(that.ranges.slices())
        && points.equals(that.points);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ranges.slices(), points);
  }
}
