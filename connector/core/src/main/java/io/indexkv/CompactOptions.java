/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.format.Compression;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How {@link StoreHistory#compact} compacts a store. Immutable: each method returns changed
 * options.
 */
public final class CompactOptions {
  private static final CompactOptions DEFAULTS =
      new CompactOptions(Compaction.DEFAULT_FILE_BYTES, 0, null, WriteOptions.defaults());

  private final long fileBytes;
  private final int newestLayers;
  private final Compression compression;

  /** Holds the listener and the token. */
  private final WriteOptions watch;

  private CompactOptions(
      long fileBytes, int newestLayers, Compression compression, WriteOptions watch) {
    this.fileBytes = fileBytes;
    this.newestLayers = newestLayers;
    this.compression = compression;
    this.watch = watch;
  }

  /** Folds all layers into files of 1 GiB, and keeps the store's codec. */
  public static CompactOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Size in bytes of a full store file; 1 GiB by default. The compaction begins the next file when
   * one is full. It merges files below half of this size with their neighbours.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public CompactOptions fileBytes(long bytes) {
    WriteOptions.requireAtLeast("fileBytes", bytes, 1);
    return new CompactOptions(bytes, newestLayers, compression, watch);
  }

  /**
   * Folds only the newest layers into one, which costs less. Keys that these layers delete stay
   * marked as deleted.
   *
   * @param count number of layers, at least 1; a number above that of the store's layers means all
   * @throws IllegalArgumentException if it is less than 1
   */
  public CompactOptions newestLayers(int count) {
    WriteOptions.requireAtLeast("newestLayers", count, 1);
    return new CompactOptions(fileBytes, count, compression, watch);
  }

  /** Rewrites all files with this compression. */
  public CompactOptions compression(Compression how) {
    Objects.requireNonNull(how, "how");
    return new CompactOptions(fileBytes, newestLayers, how, watch);
  }

  /**
   * Reports the progress to a listener once a second, and at the end. The compacting thread calls
   * the listener.
   */
  public CompactOptions progress(Consumer<Progress> listener) {
    return new CompactOptions(fileBytes, newestLayers, compression, watch.progress(listener));
  }

  /**
   * Sets a token that cancels the compaction. The compaction checks it repeatedly. Once it is true,
   * the compaction ends with a {@link java.util.concurrent.CancellationException} and leaves
   * nothing behind.
   */
  public CompactOptions cancelledBy(BooleanSupplier token) {
    return new CompactOptions(fileBytes, newestLayers, compression, watch.cancelledBy(token));
  }

  /** Plans the compaction of a store. Length of the files that it would merge, if any. */
  OptionalLong dryRun(Storage storage) throws IOException {
    return compaction(storage).dryRun();
  }

  /**
   * Compacts a store. Checks the token at the start, too, and calls the listener at the end, too.
   */
  Optional<Manifest> compact(Storage storage, Author author) throws IOException {
    WriteMeter meter = new WriteMeter(watch, "a compaction of " + storage.location());
    meter.pulse();
    Optional<Manifest> compacted = compaction(storage).watchedBy(meter).by(author).run();
    if (compacted.isPresent()) {
      meter.tell();
    }
    return compacted;
  }

  private Compaction compaction(Storage storage) {
    return new Compaction(storage)
        .toFilesOf(fileBytes)
        .ofNewestLayers(newestLayers)
        .compressedBy(compression);
  }
}
