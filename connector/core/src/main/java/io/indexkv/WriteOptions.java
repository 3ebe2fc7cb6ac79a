/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.Required;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** How a store is written. Immutable: each method returns changed options. */
public final class WriteOptions implements Cloneable {
  /** Minimum in bytes. Less would make a file or a run for every few entries. */
  private static final long MIN = 4096;

  private static final int MAX_BLOCK = 16 << 20;

  private static final long MAX_DEFAULT_MEMORY = 1L << 30;

  // the fields below are written only before the caller gets the options
  private long fileBytes = 1L << 30;
  private int blockBytes = StoreFileOptions.DEFAULT_BLOCK_SIZE;
  private Compression compression = Compression.none();
  private long memoryBytes = Math.min(MAX_DEFAULT_MEMORY, Runtime.getRuntime().maxMemory() / 4);
  private Path temporary;
  private long expectedEntries = -1;
  private Duplicates duplicates = Duplicates.FAIL;
  private List<String> keyColumns = List.of();
  private boolean upsert;
  private OverwriteConflict overwriteConflict = OverwriteConflict.FAIL;
  private int maxLayers = VersionLog.MAX_LAYERS;
  private Consumer<Progress> progress = p -> {};
  private BooleanSupplier cancelled = () -> false;
  private Interval interval;

  private WriteOptions() {}

  /** Options in which everything has the default that its method names. */
  public static WriteOptions defaults() {
    return new WriteOptions();
  }

  /**
   * Size in bytes of a full store file; 1 GiB by default. The writer begins the next file when one
   * is full.
   *
   * @throws IllegalArgumentException if it is less than 4 KiB
   */
  public WriteOptions fileBytes(long bytes) {
    requireAtLeast("fileBytes", bytes, MIN);
    return with(o -> o.fileBytes = bytes);
  }

  /**
   * Size of a data block in bytes; 64 KiB by default.
   *
   * @throws IllegalArgumentException if it is not a power of two from 4 KiB to 16 MiB
   */
  public WriteOptions blockBytes(int bytes) {
    if (Integer.bitCount(bytes) != 1 || bytes < MIN || bytes > MAX_BLOCK) {
      throw new IllegalArgumentException(
          "blockBytes must be a power of two from " + MIN + " to " + MAX_BLOCK + ", is " + bytes);
    }
    return with(o -> o.blockBytes = bytes);
  }

  /**
   * How the writer compresses blocks. By default it does not, so that readers can map the files.
   */
  public WriteOptions compression(Compression how) {
    Objects.requireNonNull(how, "how");
    return with(o -> o.compression = how);
  }

  /**
   * Heap in bytes for sorting entries that come out of order. The writer puts the rest into
   * temporary files. The default is a quarter of the maximum heap, up to 1 GiB.
   *
   * @throws IllegalArgumentException if it is less than 4 KiB
   */
  public WriteOptions memoryBytes(long bytes) {
    requireAtLeast("memoryBytes", bytes, MIN);
    return with(o -> o.memoryBytes = bytes);
  }

  /**
   * Directory for temporary files. By default it is the store's own directory if that is local, and
   * the JVM's temporary directory otherwise.
   */
  public WriteOptions temporary(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(o -> o.temporary = directory);
  }

  /** About how many entries will come, for the progress. The default -1 means unknown. */
  public WriteOptions expectedEntries(long count) {
    requireAtLeast("expectedEntries", count, -1);
    return with(o -> o.expectedEntries = count);
  }

  /** What the writer does with entries that have the same key. By default it fails. */
  public WriteOptions duplicates(Duplicates policy) {
    Objects.requireNonNull(policy, "policy");
    return with(o -> o.duplicates = policy);
  }

  /**
   * Changes only the written entries and keeps all others, instead of replacing everything. The
   * version gets one more layer, which lookups search first. {@link StoreWriter#delete} deletes
   * keys.
   *
   * <p>If several writers upsert at the same time, the store keeps the changes of each, in the
   * order of their commits.
   */
  public WriteOptions upsert() {
    return with(o -> o.upsert = true);
  }

  /**
   * What an overwrite does if another writer published a version since it began. By default it
   * fails with a {@link io.indexkv.error.CommitConflictException}. An upsert has no such conflicts.
   */
  public WriteOptions overwriteConflict(OverwriteConflict what) {
    return with(o -> o.overwriteConflict = Objects.requireNonNull(what, "what"));
  }

  /**
   * Maximum number of layers after an upsert; 32 by default. An upsert that would leave more fails.
   * Each layer makes lookups slower; {@link StoreHistory#compact} folds them into one.
   */
  public WriteOptions maxLayers(int layers) {
    requireAtLeast("maxLayers", layers, 1);
    return with(o -> o.maxLayers = layers);
  }

  /**
   * Names of the key's columns. The default is key, or key1, key2, …; for an upsert it is the
   * store's own names.
   */
  public WriteOptions keyColumns(String... names) {
    Required.elements(names, "names");
    return with(o -> o.keyColumns = List.of(names));
  }

  /**
   * Declares that the entries are intervals that do not overlap. An interval begins at the last key
   * column and ends at a column of the row, whose null means no end. Entries that differ in the
   * other key columns may overlap. The writer checks it, and so do all later upserts.
   *
   * @param columns {@code start,end} for intervals without their end, {@code [start,end]} for those
   *     with it
   * @throws IllegalArgumentException if it has another form
   */
  public WriteOptions interval(String columns) {
    Objects.requireNonNull(columns, "columns");
    Interval parsed = Interval.parse(columns);
    return with(o -> o.interval = parsed);
  }

  /**
   * Reports the progress to a listener about once a second, and at the end of each phase. The
   * writing thread calls the listener.
   */
  public WriteOptions progress(Consumer<Progress> listener) {
    Objects.requireNonNull(listener, "listener");
    return with(o -> o.progress = listener);
  }

  /**
   * Sets a token that cancels the write. The writer checks it repeatedly. Once it is true, the
   * write ends with a {@link java.util.concurrent.CancellationException} and leaves nothing behind.
   */
  public WriteOptions cancelledBy(BooleanSupplier token) {
    Objects.requireNonNull(token, "token");
    return with(o -> o.cancelled = token);
  }

  static void requireAtLeast(String name, long value, long min) {
    if (value < min) {
      throw new IllegalArgumentException(name + " must be at least " + min + ", is " + value);
    }
  }

  private WriteOptions with(Consumer<WriteOptions> change) {
    try {
      WriteOptions changed = (WriteOptions) clone();
      change.accept(changed);
      return changed;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("WriteOptions is Cloneable", e);
    }
  }

  long fileBytes() {
    return fileBytes;
  }

  int blockBytes() {
    return blockBytes;
  }

  Compression compression() {
    return compression;
  }

  long memoryBytes() {
    return memoryBytes;
  }

  Path temporary() {
    return temporary;
  }

  long expectedEntries() {
    return expectedEntries;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  boolean isUpsert() {
    return upsert;
  }

  OverwriteConflict overwriteConflict() {
    return overwriteConflict;
  }

  int maxLayers() {
    return maxLayers;
  }

  List<String> keyColumns() {
    return keyColumns;
  }

  Interval interval() {
    return interval;
  }

  Consumer<Progress> progress() {
    return progress;
  }

  BooleanSupplier cancelled() {
    return cancelled;
  }
}
