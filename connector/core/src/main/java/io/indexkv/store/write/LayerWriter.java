/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.BlockCache;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.cursor.MergedCursor;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.sort.EntrySorter;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.file.write.EntrySink;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.read.FileOpener;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes entries in any order as the files of a layer. Not thread-safe. {@link #close()} deletes
 * everything, unless {@link #keep()} was called.
 *
 * <p>As long as entries come in key order, they go straight into files. From the first one out of
 * order on, the writer sorts entries in memory and in runs. At the end it merges them with those
 * before.
 */
public final class LayerWriter implements EntrySink, Closeable {
  /** After so many bytes of entries in order, the writer expects that the rest is in order, too. */
  private static final long MAX_SETTLED = 1 << 20;

  private static final long SMALLEST_CACHE = 32 << 10;

  private final Storage storage;
  private final StoreFileOptions fileOptions;
  private final long fileBytes;
  private final SortOptions sortOptions;
  private final WriteWatch watch;
  private final EntrySorter sorter;
  private final long settled;
  private LayerFiles series;
  private long entries;

  /**
   * Buffer for a value and the byte that marks an entry or a deleted key; null in a layer of
   * entries.
   */
  private byte[] change;

  /**
   * Receives entries while they arrive in order. Null before that is known, and after the first one
   * out of order.
   */
  private SortedStream stream;

  private boolean unsorted;

  /** Files with the entries that came before the first one out of order; null if there are none. */
  private LayerFiles before;

  private final List<StoreFileReader> beforeReaders = new ArrayList<>();
  private final FileOpener beforeOpener =
      new FileOpener(ReadMode.cached(BlockCache.MIN_BYTES).maxCompressionRatio(Long.MAX_VALUE));

  private LayerWriter(
      Storage storage,
      StoreFileOptions fileOptions,
      long fileBytes,
      SortOptions sortOptions,
      WriteWatch watch,
      byte[] change) {
    this.storage = storage;
    this.fileOptions = fileOptions;
    this.fileBytes = fileBytes;
    this.sortOptions = sortOptions;
    this.watch = watch;
    // files that are written early may have entries that later ones replace
    boolean isEarly =
        sortOptions.duplicates() == Duplicates.FAIL
            || !fileOptions.properties().containsKey(Interval.PROPERTY);
    settled = isEarly ? Math.min(MAX_SETTLED, sortOptions.memoryBytes() / 2) : Long.MAX_VALUE;
    sorter = new EntrySorter(sortOptions, watch::pulse);
    this.change = change;
    series = series();
  }

  /**
   * Makes a writer of entries, which cannot delete keys.
   *
   * @param fileBytes size in bytes of a full file
   */
  public static LayerWriter ofEntries(
      Storage storage,
      StoreFileOptions fileOptions,
      long fileBytes,
      SortOptions sortOptions,
      WriteWatch watch) {
    return new LayerWriter(storage, fileOptions, fileBytes, sortOptions, watch, null);
  }

  /**
   * Makes a writer of entries and deleted keys.
   *
   * @param fileBytes size in bytes of a full file
   */
  public static LayerWriter ofChanges(
      Storage storage,
      StoreFileOptions fileOptions,
      long fileBytes,
      SortOptions sortOptions,
      WriteWatch watch) {
    return new LayerWriter(storage, fileOptions, fileBytes, sortOptions, watch, new byte[256]);
  }

  private LayerFiles series() {
    return change == null
        ? LayerFiles.ofEntries(storage, fileOptions, fileBytes)
        : LayerFiles.ofChanges(storage, fileOptions, fileBytes);
  }

  /**
   * Adds an entry.
   *
   * @throws io.indexkv.error.DuplicateKeyException if the options refuse duplicates and the writer
   *     finds one now; if it finds one only when it merges, {@link #finish()} throws this
   */
  @Override
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    if (change == null) {
      put(key, keyOffset, keyLength, value, valueOffset, valueLength);
      return;
    }
    if (change.length <= valueLength) {
      change = new byte[(int) Math.min(Integer.MAX_VALUE - 8, 2L * valueLength)];
    }
    System.arraycopy(value, valueOffset, change, 0, valueLength);
    change[valueLength] = LayerFiles.ENTRY;
    put(key, keyOffset, keyLength, change, 0, valueLength + 1);
  }

  /**
   * Adds a key to delete. A key that is added and deleted counts as a duplicate.
   *
   * @throws IllegalStateException if this is a writer of entries
   */
  public void delete(byte[] key, int keyOffset, int keyLength) throws IOException {
    if (change == null) {
      throw new IllegalStateException(
          "this writer of %s takes only entries and cannot delete a key: use a writer of changes"
              .formatted(storage.location()));
    }
    change[0] = LayerFiles.DELETE;
    put(key, keyOffset, keyLength, change, 0, 1);
  }

  private void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    if (stream != null && !stream.takes(key, keyOffset, keyLength)) {
      startSorting();
    }
    entries++;
    if (stream != null) {
      stream.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
      return;
    }
    sorter.add(key, keyOffset, keyLength, value, valueOffset, valueLength, entries);
    if (!unsorted && !sorter.isSorted()) {
      unsorted = true;
    } else if (!unsorted && sorter.bytes() >= settled) {
      stream = new SortedStream(sortOptions, series);
      sorter.drain(stream);
    }
  }

  /** Number of entries and deleted keys added. */
  public long entries() {
    return entries;
  }

  /** Number of sorted runs that were written because memory was full. */
  public int runs() {
    return sorter.runs();
  }

  /** Ends the files so far, and makes them the first of the sorted sources. */
  private void startSorting() throws IOException {
    stream.flush();
    stream = null;
    unsorted = true;
    before = series;
    series = series();
    Layer written = before.finish();
    StoreFiles entries = open(written.files());
    if (change == null) {
      sorter.startWith(entries.scan(null, null));
      return;
    }
    StoreFiles deletes = open(written.deletes());
    MergedCursor changes =
        MergedCursor.forward(List.of(entries.scan(null, null), deletes.scan(null, null)));
    sorter.startWith(changes, () -> changes.source() == 0 ? LayerFiles.ENTRY : LayerFiles.DELETE);
  }

  private StoreFiles open(List<DataFile> files) throws IOException {
    List<StoreFileReader> readers = new ArrayList<>();
    for (DataFile file : files) {
      StoreFileReader reader =
          beforeOpener.openHere(storage, file, fileOptions.keyWidth(), ValueCheck.ANY);
      beforeReaders.add(reader);
      readers.add(reader);
    }
    return new StoreFiles(readers);
  }

  /** Writes the remaining entries and completes the files. */
  public Layer finish() throws IOException {
    if (stream != null) {
      stream.flush();
    } else {
      watch.merging(entries);
      sorter.drain(
          (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
            series.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
            watch.merged((long) keyLength + valueLength);
          });
    }
    Layer layer = series.finish();
    closeSources();
    return layer;
  }

  /** Makes {@link #close()} leave the finished files, which are or may be published. */
  public void keep() {
    series.keep();
  }

  private void closeSources() throws IOException {
    beforeReaders.forEach(StoreFileReader::close);
    beforeReaders.clear();
    beforeOpener.close();
    try (sorter;
        LayerFiles sources = before) {
      before = null;
    }
  }

  /** Deletes the files, unless {@link #keep()} was called. Idempotent. */
  @Override
  public void close() throws IOException {
    try (LayerFiles files = series) {
      closeSources();
    }
  }
}
