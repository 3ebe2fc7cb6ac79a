/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.Required;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.store.VersionLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** How a store is written. Immutable: each method returns changed options. */
public final class WriteOptions implements Cloneable {
  /** Less would make a file or a run for every few entries. */
  private static final long MIN = 4096;

  private static final int MAX_BLOCK = 16 << 20;

  private static final long MAX_DEFAULT_MEMORY = 1L << 30;

  // written only before the options are handed out
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

  private WriteOptions() {}

  /** All as the methods below say. */
  public static WriteOptions defaults() {
    return new WriteOptions();
  }

  /**
   * Size after which the next store file is begun; 1 GiB by default.
   *
   * @throws IllegalArgumentException if it is less than 4 KiB
   */
  public WriteOptions fileBytes(long bytes) {
    requireAtLeast("fileBytes", bytes, MIN);
    return with(o -> o.fileBytes = bytes);
  }

  /**
   * Size of a data block; 64 KiB by default.
   *
   * @throws IllegalArgumentException if it is no power of two from 4 KiB to 16 MiB
   */
  public WriteOptions blockBytes(int bytes) {
    if (Integer.bitCount(bytes) != 1 || bytes < MIN || bytes > MAX_BLOCK) {
      throw new IllegalArgumentException(
          "blockBytes must be a power of two from " + MIN + " to " + MAX_BLOCK + ", is " + bytes);
    }
    return with(o -> o.blockBytes = bytes);
  }

  /** How blocks are compressed; by default they are not, and the store is mapped. */
  public WriteOptions compression(Compression how) {
    Objects.requireNonNull(how, "how");
    return with(o -> o.compression = how);
  }

  /**
   * Heap to sort entries in that come out of order; what does not fit goes to temporary files. By
   * default a quarter of the heap, but 1 GiB at most.
   */
  public WriteOptions memoryBytes(long bytes) {
    requireAtLeast("memoryBytes", bytes, MIN);
    return with(o -> o.memoryBytes = bytes);
  }

  /**
   * Directory for temporary files; by default in that of a local store, and otherwise that of the
   * JVM.
   */
  public WriteOptions temporary(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(o -> o.temporary = directory);
  }

  /** How many entries will come, for the progress; -1, the default, if nobody knows. */
  public WriteOptions expectedEntries(long count) {
    requireAtLeast("expectedEntries", count, -1);
    return with(o -> o.expectedEntries = count);
  }

  /** What happens to entries with the same key; by default they are an error. */
  public WriteOptions duplicates(Duplicates policy) {
    Objects.requireNonNull(policy, "policy");
    return with(o -> o.duplicates = policy);
  }

  /**
   * Changes the entries that are written and leaves the others as they are, in place of replacing
   * all: the version gets one layer more, which lookups ask first. {@link StoreWriter#delete}
   * deletes. Of several writers at the same time, each one's changes are kept, in the order of
   * their commits.
   */
  public WriteOptions upsert() {
    return with(o -> o.upsert = true);
  }

  /**
   * What a write that replaces all entries does if another writer published a version since this
   * one began: by default it fails with a {@link io.indexkv.error.CommitConflictException}. An
   * upsert has no such conflicts.
   */
  public WriteOptions overwriteConflict(OverwriteConflict what) {
    return with(o -> o.overwriteConflict = Objects.requireNonNull(what, "what"));
  }

  /**
   * Layers that an upsert may leave, 32 by default: one that would make more fails. Each layer
   * makes lookups slower; {@link StoreHistory#compact} makes them one.
   */
  public WriteOptions maxLayers(int layers) {
    requireAtLeast("maxLayers", layers, 1);
    return with(o -> o.maxLayers = layers);
  }

  /**
   * Names of the key's columns; by default key, or key1, key2, …; of an upsert those of the store.
   */
  public WriteOptions keyColumns(String... names) {
    Required.elements(names, "names");
    return with(o -> o.keyColumns = List.of(names));
  }

  /**
   * Is told about once a second how far it is, and at the end of each phase, in the thread that
   * writes.
   */
  public WriteOptions progress(Consumer<Progress> listener) {
    Objects.requireNonNull(listener, "listener");
    return with(o -> o.progress = listener);
  }

  /**
   * A token that is asked now and then: once it is true, writing ends with {@link
   * java.util.concurrent.CancellationException} and leaves nothing behind.
   */
  public WriteOptions cancelledBy(BooleanSupplier token) {
    Objects.requireNonNull(token, "token");
    return with(o -> o.cancelled = token);
  }

  static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
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

  Consumer<Progress> progress() {
    return progress;
  }

  BooleanSupplier cancelled() {
    return cancelled;
  }
}
