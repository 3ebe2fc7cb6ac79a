/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.data.Order;
import io.indexkv.file.BatchLookup;
import io.indexkv.file.BlockCache;
import io.indexkv.file.ReaderOptions;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.bytes.ScratchFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.sort.EntrySorter;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.file.write.EntrySink;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.key.KeyType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.unsafe.Platform;

/**
 * One store file. Without compression it is mapped: batches and scans read values in place, and a
 * single lookup copies its value. With compression, blocks are read through a cache, a key at a
 * time.
 */
final class IndexKvPeer implements Peer {
  private static final String FILE = "store.ikv";

  /** Heap to sort in, the default of a store's writer. */
  private static final long SORT_MEMORY = 256L << 20;

  private final Compression compression;
  private BlockCache cache;

  IndexKvPeer(Compression compression) {
    this.compression = compression;
  }

  /**
   * Leaves out measures that compare kinds of lookups: the uncompressed form shows them, and a
   * cache adds the same time to each.
   */
  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    return compression.codec() != Codec.NONE && measure.isSlowWithCache()
        ? Optional.of("see the form without compression")
        : Optional.empty();
  }

  @Override
  public void write(Path directory, Entries entries) throws IOException {
    int width = entries.keys().isInteger() ? entries.keys().width() : 0;
    StoreFileOptions options =
        new StoreFileOptions(width, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, compression, Map.of());
    try (StoreFileWriter writer =
        new StoreFileWriter(new ScratchFile(directory.resolve(FILE)), options)) {
      if (entries.order() == Order.SORTED) {
        while (entries.next()) {
          writer.add(
              entries.key(), 0, entries.key().length, entries.value(), 0, entries.valueLength());
        }
      } else {
        sort(entries, width, directory, writer);
      }
      writer.finish();
    }
  }

  private static void sort(Entries entries, int width, Path directory, EntrySink sink)
      throws IOException {
    SortOptions options =
        new SortOptions(width, SORT_MEMORY, directory, Duplicates.FAIL, HexFormat.of()::formatHex);
    try (EntrySorter sorter = new EntrySorter(options, () -> {})) {
      for (long number = 1; entries.next(); number++) {
        sorter.add(
            entries.key(),
            0,
            entries.key().length,
            entries.value(),
            0,
            entries.valueLength(),
            number);
      }
      sorter.drain(sink);
    }
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    ReaderOptions options = ReaderOptions.defaults().cache(() -> cache(data));
    StoreFileReader file = StoreFileReader.open(directory.resolve(FILE), options);
    StoreFiles files = new StoreFiles(List.of(file));
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Lookup(files, data.keys());
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  /** The cache for all files that this peer opens, as in a process that reads many. */
  private synchronized BlockCache cache(Dataset data) {
    if (cache == null) {
      cache = new BlockCache(data.cacheBytes());
    }
    return cache;
  }

  private static final class Lookup implements PeerLookup {
    private final StoreFiles files;
    private final KeyKind keys;
    private final BatchLookup batch;
    private final byte[] key;
    private long[] words = new long[0];
    private byte[] text = new byte[0];
    private int[] ends = new int[0];
    private long[] addresses = new long[0];
    private int[] lengths = new int[0];

    Lookup(StoreFiles files, KeyKind keys) {
      this.files = files;
      this.keys = keys;
      batch = files.isMapped() ? new BatchLookup(files, BatchLookup.WHOLE) : null;
      key = new byte[keys.width()];
    }

    @Override
    public long get(long id) {
      byte[] value;
      if (keys.isInteger() && files.isMapped()) {
        value = files.get(KeyType.INT64.word(id));
      } else {
        keys.encode(id, key);
        value = files.get(key);
      }
      return value == null ? Digest.ABSENT : Digest.of(value, value.length);
    }

    @Override
    public long getMany(long[] ids) throws IOException {
      if (batch == null) {
        return PeerLookup.super.getMany(ids);
      }
      if (words.length < ids.length) {
        reserve(ids.length);
      }
      if (keys.isInteger()) {
        for (int i = 0; i < ids.length; i++) {
          words[i] = KeyType.INT64.word(ids[i]);
        }
        batch.find(words, ids.length, addresses, lengths);
      } else {
        for (int i = 0; i < ids.length; i++) {
          keys.encode(ids[i], text, i * key.length);
        }
        batch.find(text, ends, ids.length, addresses, lengths);
      }
      long sum = 0;
      for (int i = 0; i < ids.length; i++) {
        sum += addresses[i] == 0 ? Digest.ABSENT : Digest.of(addresses[i], lengths[i]);
      }
      return sum;
    }

    private void reserve(int count) {
      words = new long[count];
      text = new byte[count * key.length];
      ends = new int[count];
      for (int i = 0; i < count; i++) {
        ends[i] = (i + 1) * key.length;
      }
      addresses = new long[count];
      lengths = new int[count];
    }

    @Override
    public long scan() {
      long sum = 0;
      EntryCursor entries = files.scan(null, null);
      while (entries.next()) {
        sum += keyDigest(entries) + Digest.of(entries.valueAddress(), entries.valueLength());
      }
      return sum;
    }

    private long keyDigest(EntryCursor entries) {
      return keys.isInteger()
          ? KeyType.INT64.value(Platform.getLong(null, entries.keyAddress()))
          : Digest.of(entries.keyAddress(), entries.keyLength());
    }
  }
}
