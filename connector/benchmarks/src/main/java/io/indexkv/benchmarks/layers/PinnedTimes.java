/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.store.Expire;
import io.indexkv.store.Vacuum;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Nanoseconds of a get that finds its key, in a reader of one version while others commit, compact,
 * expire and vacuum. Each is the median or the slowest of the passes. For comparison, the others
 * first do this to another store, so that the machine has the same load.
 *
 * @param beside median while the others change another store
 * @param slowestBeside slowest pass while the others change another store
 * @param within median while the others change the reader's store
 * @param slowestWithin slowest pass while the others change the reader's store
 */
record PinnedTimes(double beside, double slowestBeside, double within, double slowestWithin) {
  static final int COMMITS = 50;

  /** Number of commits after which all old versions are compacted, expired and vacuumed. */
  static final int COMPACTS = 10;

  private static final int MAX_ENTRIES = 1_000_000;
  private static final int GETS = 1 << 18;
  private static final int WARM_UP = 5;
  private static final int CHANGES = 1_000;
  private static final double NANOS = 1e9;

  static PinnedTimes measure(Path directory, LayersOptions options) throws IOException {
    int entries = Math.min(MAX_ENTRIES, options.entries());
    Storage storage = store(directory.resolve("pinned"), entries);
    Storage other = store(directory.resolve("beside"), entries);
    long[] words =
        new Random(42)
            .longs(GETS, 0, entries)
            .map(number -> KeyType.INT64.word(LayeredStore.key(number)))
            .toArray();
    Manifest pinned = new VersionLog(storage).at(1);
    try (SnapshotReader reader = SnapshotReader.open(storage, pinned)) {
      for (int pass = 0; pass < WARM_UP; pass++) {
        pass(reader, words);
      }
      double[] beside = passes(reader, words, other, entries);
      double[] within = passes(reader, words, storage, entries);
      return new PinnedTimes(
          beside[COMMITS / 2], beside[COMMITS - 1], within[COMMITS / 2], within[COMMITS - 1]);
    }
  }

  private static Storage store(Path path, int entries) throws IOException {
    Run.deleteDirectory(path);
    Storage storage = new LocalStorage(path);
    write(storage, WriteOptions.defaults(), 0, entries, 0);
    return storage;
  }

  /** Times of the passes, one after each change of {@code changed}, the fastest first. */
  private static double[] passes(SnapshotReader reader, long[] words, Storage changed, int entries)
      throws IOException {
    double[] nanos = new double[COMMITS];
    for (int commit = 0; commit < COMMITS; commit++) {
      change(changed, commit, entries);
      nanos[commit] = pass(reader, words);
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static double pass(SnapshotReader reader, long[] words) {
    Stopwatch watch = new Stopwatch();
    long found = LayerTimes.gets(reader.files(), words);
    double nanos = watch.seconds() * NANOS / words.length;
    if (found != words.length) {
      throw new IllegalStateException("expected " + words.length + " keys, found " + found);
    }
    return nanos;
  }

  private static void change(Storage storage, int commit, int entries) throws IOException {
    int from = (int) ((long) commit * CHANGES % entries);
    write(
        storage,
        WriteOptions.defaults().upsert(),
        from,
        Math.min(entries, from + CHANGES),
        commit + 1);
    if (commit % COMPACTS == COMPACTS - 1) {
      new Compaction(storage).run();
      new Expire(storage).run();
      new Vacuum(storage).run();
    }
  }

  private static void write(
      Storage storage, WriteOptions options, long from, long to, int generation)
      throws IOException {
    try (StoreWriter<Long, String> writer =
        Store.write(storage, Keys.int64(), Values.string(), options)) {
      for (long number = from; number < to; number++) {
        writer.add(
            LayeredStore.key(number),
            "a text that is about sixty letters long, " + generation + " for number " + number);
      }
      writer.commit();
    }
  }
}
