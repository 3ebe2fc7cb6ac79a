/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.BlockCache;
import io.indexkv.file.MergedCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.sort.EntrySorter;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.read.FileOpener;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes entries in any order as the files of a layer. Sorted entries stream straight into files;
 * from the first one on that is out of order, entries are sorted in memory and in runs, and merged
 * with those before. {@link #close()} deletes everything, unless {@link #keep()} was called. Not
 * thread-safe.
 */
public final class LayerWriter implements EntrySink, Closeable {
  /** Bytes of entries in order after which the rest is taken to be, too. */
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

  /** A value and the byte that says what it is; null if there are only entries. */
  private byte[] change;

  /**
   * What sorted entries go through; null while it is open whether they are, and if they are not.
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
    settled = Math.min(MAX_SETTLED, sortOptions.memoryBytes() / 2);
    sorter = new EntrySorter(sortOptions, watch::pulse);
    this.change = change;
    series = series();
  }

  /**
   * Of entries alone.
   *
   * @param fileBytes size after which the next file is begun
   */
  public static LayerWriter ofEntries(
      Storage storage,
      StoreFileOptions fileOptions,
      long fileBytes,
      SortOptions sortOptions,
      WriteWatch watch) {
    return new LayerWriter(storage, fileOptions, fileBytes, sortOptions, watch, null);
  }

  /** Of entries and deleted keys. */
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
   * @throws io.indexkv.error.DuplicateKeyException if the key came before, duplicates are refused,
   *     and it shows already; otherwise {@link #finish()} throws it
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
   * Adds a key that is deleted. If it was added, too, it is a duplicate.
   *
   * @throws IllegalStateException if this writes entries alone
   */
  public void delete(byte[] key, int keyOffset, int keyLength) throws IOException {
    if (change == null) {
      throw new IllegalStateException(
          "a layer of %s that has entries alone cannot delete a key: write a layer of changes"
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

  /** Entries added. */
  public long entries() {
    return entries;
  }

  /** Sorted runs that did not fit into memory. */
  public int runs() {
    return sorter.runs();
  }

  /** Makes what was written so far the first of the sorted sources. */
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

  /** Writes what is left and completes the files. */
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

  /** Leaves the finished files where they are: they are published, or may be. */
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

  /** Deletes the files, unless they are kept. Idempotent. */
  @Override
  public void close() throws IOException {
    try (LayerFiles files = series) {
      closeSources();
    }
  }
}
