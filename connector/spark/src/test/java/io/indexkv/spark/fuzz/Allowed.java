/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows that a reader may get from a mutant, if it gets any. */
sealed interface Allowed {
  /** The reason why these rows are not allowed; empty if they are. */
  Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found);

  /** The rows of the good store. */
  record Exactly() implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      List<Found> missing = minus(expected, found);
      List<Found> more = minus(found, expected);
      return missing.isEmpty() && more.isEmpty()
          ? Optional.empty()
          : Optional.of("missing " + some(missing) + ", instead " + some(more));
    }
  }

  /** One row may have other content, but only content of the forged value. */
  record OneForgedValue(byte[] content) implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      List<Found> missing = minus(expected, found);
      List<Found> more = minus(found, expected);
      if (labels(missing, more).size() > 1 || missing.size() > way.timesAKeyIsAsked()) {
        return Optional.of("more than one row differs: " + some(missing) + ", " + some(more));
      }
      if (way != WayToRead.POINTS && missing.size() != more.size()) {
        return Optional.of("missing " + some(missing) + ", instead " + some(more));
      }
      return more.stream()
          .filter(row -> !row.isWithin(content))
          .findFirst()
          .map(row -> "not the content of the forged value: " + row);
    }
  }

  /** Each row has the content of one stored value, read as other types. */
  record OtherTypes(List<byte[]> values, boolean otherKeys) implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      if (way != WayToRead.POINTS && found.size() != expected.size()) {
        return Optional.of(expected.size() + " rows expected, found " + found.size());
      }
      for (Found row : found) {
        if (values.stream().noneMatch(row::isWithin)) {
          return Optional.of("not the content of any value: " + row);
        }
      }
      long misses = found.stream().filter(Found::isMiss).count();
      // a scan may give nulls for a pruned column whose place another one has taken
      if (way.looksKeysUp()
          && !otherKeys
          && misses > expected.stream().filter(Found::isMiss).count()) {
        return Optional.of(misses + " keys were not found, in silence");
      }
      return Optional.empty();
    }
  }

  /**
   * For an index that leaves out keys, which only {@code verify()} finds: lookups may miss these
   * keys, or find what an older layer has for them.
   *
   * @param files the content of the store's files
   */
  record Fewer(List<byte[]> files) implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      if (!way.looksKeysUp()) {
        return new Exactly().complaint(way, expected, found);
      }
      return minus(found, expected).stream()
          .filter(row -> !row.isMiss() && files.stream().noneMatch(row::isWithin))
          .findFirst()
          .map(row -> "neither a row of the store nor a miss: " + row);
    }
  }

  /**
   * For a manifest with other bounds of a file. A filter on the key leaves out files by their
   * bounds, so it may miss rows. Whoever opens the file refuses it.
   */
  record FewerPoints() implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      if (way != WayToRead.POINTS) {
        return new Exactly().complaint(way, expected, found);
      }
      List<Found> more = minus(found, expected);
      return more.isEmpty() ? Optional.empty() : Optional.of("not of the store: " + some(more));
    }
  }

  /** Any content of the file whose entries were forged, or nothing. */
  record ContentOf(byte[] file, List<byte[]> others) implements Allowed {
    @Override
    public Optional<String> complaint(WayToRead way, List<Found> expected, List<Found> found) {
      return minus(found, expected).stream()
          .filter(row -> !row.isWithin(file) && others.stream().noneMatch(row::isWithin))
          .findFirst()
          .map(row -> "not in the store: " + row);
    }
  }

  private static List<Found> minus(List<Found> some, List<Found> others) {
    List<Found> out = new ArrayList<>(some);
    others.forEach(out::remove);
    return out;
  }

  private static Set<String> labels(List<Found> some, List<Found> others) {
    Set<String> out = new HashSet<>();
    some.forEach(row -> out.add(row.label()));
    others.forEach(row -> out.add(row.label()));
    return out;
  }

  private static String some(List<Found> rows) {
    return rows.size() + " rows " + rows.subList(0, Math.min(2, rows.size()));
  }

  /**
   * A row.
   *
   * @param label the key that it answers, or empty for a row of a scan
   * @param leaves the values of the store's columns, null for null
   */
  record Found(String label, List<byte[]> leaves) {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    boolean isWithin(byte[] content) {
      // skips leaves that are too short to prove anything, and text that is not UTF-8
      return leaves.stream()
          .filter(leaf -> leaf != null && leaf.length > 1 && indexOf(leaf, REPLACEMENT) < 0)
          .allMatch(leaf -> indexOf(content, leaf) >= 0);
    }

    boolean isMiss() {
      return leaves.stream().allMatch(leaf -> leaf == null);
    }

    private static int indexOf(byte[] in, byte[] sought) {
      // one character for each byte, so that the index is the offset of the bytes
      return new String(in, StandardCharsets.ISO_8859_1)
          .indexOf(new String(sought, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Found that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      String text = label + ": " + Leaves.text(leaves);
      return text.length() < 4000 ? text : text.substring(0, 4000) + text.hashCode();
    }
  }
}
