/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Seconds;
import io.indexkv.benchmarks.Stopwatch;
import io.indexkv.key.KeyType;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.SnapshotReader;
import java.io.IOException;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Medians of a store with a number of layers.
 *
 * @param hit nanoseconds of a get that finds its key
 * @param miss nanoseconds of a get that does not find its key
 * @param batchHit nanoseconds of a key that is found in a batch of 512
 * @param batchMiss nanoseconds of a key that is not found in a batch of 512
 * @param join seconds of the join
 * @param resident share of the store's mapped bytes that is in memory after the lookups
 */
record LayerTimes(
    String layers,
    double hit,
    double miss,
    double batchHit,
    double batchMiss,
    double join,
    double resident) {
  private static final int GETS = 1 << 20;
  private static final int BATCH = 512;
  private static final double NANOS = 1e9;

  static LayerTimes measure(String name, LayeredStore store, LayersOptions options)
      throws IOException {
    Manifest newest = new VersionLog(store.storage()).latest().orElseThrow();
    int gets = Math.min(GETS, 100 * options.entries()) / BATCH * BATCH;
    long[] present = words(gets, 0, options.entries());
    long[] absent = words(gets, options.entries(), 2L * options.entries());
    try (SnapshotReader reader = SnapshotReader.open(store.storage(), newest)) {
      OpenSnapshot files = reader.files();
      files.entries(); // reads all keys, so that all is verified, as after a while of use
      return new LayerTimes(
          name,
          perKey(options, present, gets, () -> gets(files, present)),
          perKey(options, absent, 0, () -> gets(files, absent)),
          perKey(options, present, gets, () -> batches(files, present)),
          perKey(options, absent, 0, () -> batches(files, absent)),
          median(options, store.expectedMatches(), store::join),
          reader.memory().residentShare());
    }
  }

  private static long[] words(int count, long from, long to) {
    Random random = new Random(42);
    return random
        .longs(count, from, to)
        .map(number -> KeyType.INT64.word(LayeredStore.key(number)))
        .toArray();
  }

  static long gets(OpenSnapshot files, long[] words) {
    long found = 0;
    for (long word : words) {
      found += files.get(word) == null ? 0 : 1;
    }
    return found;
  }

  private static long batches(OpenSnapshot files, long[] words) {
    LayeredLookup lookup = files.lookup(0);
    long[] batch = new long[BATCH];
    long[] addresses = new long[BATCH];
    int[] lengths = new int[BATCH];
    long found = 0;
    for (int from = 0; from < words.length; from += BATCH) {
      System.arraycopy(words, from, batch, 0, BATCH);
      found += lookup.find(batch, BATCH, addresses, lengths);
    }
    return found;
  }

  private static double perKey(
      LayersOptions options, long[] words, long expected, LongSupplier work) {
    return median(options, expected, work) * NANOS / words.length;
  }

  /** Seconds of the median run; the first one warms up. */
  private static double median(LayersOptions options, long expected, LongSupplier work) {
    double[] seconds = new double[options.runs()];
    for (int run = -1; run < seconds.length; run++) {
      Stopwatch watch = new Stopwatch();
      long found = work.getAsLong();
      if (run >= 0) {
        seconds[run] = watch.seconds();
      }
      if (found != expected) {
        throw new IllegalStateException("expected to find " + expected + " keys, found " + found);
      }
    }
    return Seconds.median(seconds);
  }
}
