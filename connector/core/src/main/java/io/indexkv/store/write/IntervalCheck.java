/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.KeyBatch;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.store.ContentCheck;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.IntervalOrder;
import io.indexkv.store.read.IntervalRows;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.OrderedLookup;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotFiles;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that the intervals of a version do not overlap. The writer of each file has compared the
 * intervals inside it. So this compares only those at the borders of files. If there are layers
 * below, it compares each interval of the newest layer with its neighbours in the whole version.
 */
public record IntervalCheck(Storage storage) implements ContentCheck {
  /** Number of entries whose neighbours are looked up together. */
  private static final int TOGETHER = 512;

  /** Memory for a block of each of two files. */
  private static final long BORDER_CACHE_BYTES = 1 << 20;

  /** Without a limit on compression, like a compaction: the store's own writers made the files. */
  private static final ReadMode WHOLE_FILES =
      ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES).maxCompressionRatio(Long.MAX_VALUE);

  /** At the border of two files a block of each is enough, so that no file is copied here. */
  private static final ReadMode BLOCKS =
      ReadMode.remote(BORDER_CACHE_BYTES).maxCompressionRatio(Long.MAX_VALUE);

  @Override
  public void check(Manifest next) throws IOException {
    if (next.interval().isEmpty() || next.layers().isEmpty()) {
      return;
    }
    Layer newest = next.layers().get(0);
    if (next.layers().size() == 1) {
      checkBorders(next, newest.files());
    } else if (!newest.files().isEmpty()) {
      checkNeighbours(next, newest);
    }
  }

  private void checkBorders(Manifest next, List<DataFile> files) throws IOException {
    IntervalRows rows = IntervalRows.of(next);
    for (int i = 1; i < files.size(); i++) {
      byte[] last = files.get(i - 1).info().largestKey();
      byte[] first = files.get(i).info().smallestKey();
      int prefix = rows.prefix(first, 0, first.length);
      if (last.length >= prefix && Arrays.equals(last, 0, prefix, first, 0, prefix)) {
        Layer both = Layer.of(files.subList(i - 1, i + 1));
        try (SnapshotFiles open = SnapshotFiles.open(storage, next, BLOCKS, List.of(both))) {
          IntervalOrder order = new IntervalOrder(rows);
          for (byte[] key : List.of(last, first)) {
            byte[] row = open.files().get(key);
            order.add(key, 0, key.length, row, 0, row.length);
          }
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
  }

  private void checkNeighbours(Manifest next, Layer newest) throws IOException {
    IntervalRows rows = IntervalRows.of(next);
    try (SnapshotFiles added = SnapshotFiles.open(storage, next, WHOLE_FILES, List.of(newest));
        SnapshotFiles all = SnapshotFiles.open(storage, next, WHOLE_FILES, next.layers())) {
      Neighbours neighbours = new Neighbours(rows, all.files());
      EntryCursor cursor = added.files().scan(null, null);
      while (cursor.next()) {
        neighbours.add(cursor.key(), cursor.value());
      }
      neighbours.check();
    }
  }

  /** Some entries, which are compared with the entries next to them. */
  private static final class Neighbours {
    private final IntervalRows rows;
    private final IntervalOrder order;
    private final OrderedLookup lower;
    private final OrderedLookup higher;
    private final byte[][] keys = new byte[TOGETHER][];
    private final byte[][] values = new byte[TOGETHER][];
    private final KeyBatch batch = new KeyBatch();

    Neighbours(IntervalRows rows, OpenSnapshot files) {
      this.rows = rows;
      order = new IntervalOrder(rows);
      lower = files.ordered(Nearest.LOWER, Asked.KEYS);
      higher = files.ordered(Nearest.HIGHER, Asked.KEYS);
    }

    void add(byte[] key, byte[] value) {
      keys[batch.count()] = key;
      values[batch.count()] = value;
      batch.add(key, key.length, rows.prefix(key, 0, key.length));
      if (batch.count() == TOGETHER) {
        check();
      }
    }

    void check() {
      lower.find(batch);
      higher.find(batch);
      for (int i = 0; i < batch.count(); i++) {
        order.clear();
        addFound(lower, i);
        order.add(keys[i], 0, keys[i].length, values[i], 0, values[i].length);
        addFound(higher, i);
      }
      batch.clear();
      Reference.reachabilityFence(this);
    }

    private void addFound(OrderedLookup found, int i) {
      long address = found.addresses()[i];
      if (address != 0) {
        byte[] key = Memory.copy(found.keyAddress(i), found.keyLength(i));
        byte[] value = Memory.copy(address, found.lengths()[i]);
        order.add(key, 0, key.length, value, 0, value.length);
      }
    }
  }
}
