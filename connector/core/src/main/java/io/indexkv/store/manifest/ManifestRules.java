/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The rules that every manifest must obey, whether it is written or read. */
public final class ManifestRules {
  /** Leaves a number for the next version. */
  public static final long MAX_VERSION = Long.MAX_VALUE - 1;

  /**
   * The end of the year 9999, UTC, in milliseconds since 1970: the maximum that a calendar can
   * show.
   */
  public static final long MAX_TIMESTAMP = 253_402_300_799_999L;

  private ManifestRules() {}

  static void check(String storeId, long version, long parent, long timestamp, String schema) {
    require(!storeId.isEmpty(), "the store id is empty");
    require(version > 0, "version " + version + " is not positive");
    require(version <= MAX_VERSION, "version " + version + " is above " + MAX_VERSION);
    require(
        parent >= 0 && parent < version,
        "version " + version + " cannot be made from version " + parent);
    require(timestamp >= 0, "timestamp " + timestamp + " is negative");
    require(
        timestamp <= MAX_TIMESTAMP,
        "timestamp " + timestamp + " is after the year 9999, which ends at " + MAX_TIMESTAMP);
    require(schema != null, "the schema is missing");
  }

  static void checkKey(List<String> columns, List<String> types) {
    require(!columns.isEmpty(), "there is no key column");
    require(
        columns.size() == types.size(),
        columns.size() + " key columns " + columns + " but " + types.size() + " types " + types);
    require(
        new HashSet<>(columns).size() == columns.size(), "a key column occurs twice in " + columns);
  }

  static void checkInterval(
      Map<String, String> properties, String schema, List<String> columns, List<String> types) {
    Interval.of(properties)
        .ifPresent(
            interval ->
                interval.check(
                    properties.get(StoreProperties.VALUE_ENCODING), schema, columns, types));
  }

  static void checkLayers(List<Layer> layers, Map<String, String> summary) {
    Set<String> names = new HashSet<>();
    long entries = 0;
    for (Layer layer : layers) {
      require(!layer.isEmpty(), "a layer has no file");
      entries = Math.addExact(entries, checkFiles(layer.files(), names));
      checkFiles(layer.deletes(), names);
    }
    String counted = summary.get("entries");
    require(
        counted == null || counted.equals(Long.toString(entries)),
        "the summary counts " + counted + " entries, the files have " + entries);
  }

  /**
   * Checks the files of one kind in a layer.
   *
   * @return number of entries in them
   */
  private static long checkFiles(List<DataFile> files, Set<String> names) {
    long entries = 0;
    DataFile before = null;
    for (DataFile file : files) {
      require(names.add(file.name()), "file " + file.name() + " is listed twice");
      checkRanges(before, file);
      entries = Math.addExact(entries, file.info().entries());
      before = file;
    }
    return entries;
  }

  private static void checkRanges(DataFile before, DataFile file) {
    byte[] smallest = file.info().smallestKey();
    byte[] largest = file.info().largestKey();
    require(
        Arrays.compareUnsigned(smallest, largest) <= 0,
        () ->
            "the smallest key of "
                + file.name()
                + ", "
                + hex(smallest)
                + ", is above its largest, "
                + hex(largest));
    require(
        before == null || Arrays.compareUnsigned(before.info().largestKey(), smallest) < 0,
        () ->
            "files overlap or are out of order: "
                + before.name()
                + " ends at key "
                + hex(before.info().largestKey())
                + ", "
                + file.name()
                + " begins at key "
                + hex(smallest));
  }

  public static String hex(byte[] key) {
    return Excerpt.hex(key);
  }

  private static void require(boolean holds, String otherwise) {
    require(holds, () -> otherwise);
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise.get());
    }
  }
}
