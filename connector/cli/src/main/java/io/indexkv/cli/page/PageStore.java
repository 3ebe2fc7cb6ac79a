/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import io.indexkv.store.profile.StoreProfile;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the page shows of a store. Keys are texts by now, as the user wants to see them.
 *
 * @param name where the store is
 * @param version the version that is shown
 * @param newest whether it is the newest one
 * @param keys number of its keys; empty if that is not known
 * @param smallest the smallest key; empty if there is none
 * @param largest the largest key; empty if there is none
 * @param layers its layers, the newest first
 * @param versions the versions that are kept, the newest first, as far as they are shown
 * @param versionsKept number of all versions that are kept
 * @param compactable bytes that a compaction would write; empty if there is nothing to gain
 * @param unusedFiles number of files that a vacuum would delete
 * @param unusedBytes length of these files
 * @param maxLayers number of layers from which on upserts fail
 * @param command the command that made the page
 */
public record PageStore(
    String name,
    Version version,
    boolean newest,
    OptionalLong keys,
    String smallest,
    String largest,
    List<Column> columns,
    List<Layer> layers,
    List<Version> versions,
    int versionsKept,
    OptionalLong compactable,
    long unusedFiles,
    long unusedBytes,
    int maxLayers,
    StoreProfile profile,
    Samples samples,
    String command) {
  /** A column of the entries. */
  public record Column(String name, String type, boolean key) {}

  /**
   * A layer.
   *
   * @param since the version that made it, in words
   * @param from place of its smallest key, from 0 to 1
   * @param to place of its largest key
   */
  public record Layer(
      String since, String smallest, String largest, double from, double to, List<File> files) {
    long bytes() {
      return files.stream().mapToLong(File::bytes).sum();
    }

    long entries() {
      return files.stream().filter(file -> !file.deletes()).mapToLong(File::entries).sum();
    }

    long deleted() {
      return files.stream().filter(File::deletes).mapToLong(File::entries).sum();
    }
  }

  /**
   * A file.
   *
   * @param deletes whether it has deleted keys instead of entries
   * @param codec its compression; empty if the file cannot be read
   * @param index hash or direct; empty if the file cannot be read
   * @param indexBytes length of that index with its checksums
   * @param problem what is wrong with it; empty if nothing is
   */
  public record File(
      String name,
      boolean deletes,
      String codec,
      long entries,
      long bytes,
      long dataBytes,
      String index,
      long indexBytes,
      String smallest,
      String largest,
      String problem) {}

  /**
   * A version.
   *
   * @param changed what it changed, in words
   * @param entries number of its entries; -1 if unknown
   * @param bytes length of its files; -1 if unknown
   */
  public record Version(
      long number,
      Instant time,
      String operation,
      String changed,
      long entries,
      long bytes,
      List<String> tags) {}

  /**
   * Entries that the user wants to show.
   *
   * @param rows a text for each column
   */
  public record Samples(List<String> columns, List<List<String>> rows) {
    /** No entries. */
    public static Samples none() {
      return new Samples(List.of(), List.of());
    }
  }

  List<File> files() {
    return layers.stream().flatMap(layer -> layer.files().stream()).toList();
  }

  long bytes() {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }

  long entries() {
    return layers.stream().mapToLong(Layer::entries).sum();
  }

  long deleted() {
    return layers.stream().mapToLong(Layer::deleted).sum();
  }
}
