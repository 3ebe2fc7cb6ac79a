/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.OpenPeer;
import io.indexkv.benchmarks.peers.store.Peer;
import io.indexkv.benchmarks.peers.store.PeerLookup;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that runs in its own JVM. It builds a store if it is missing, checks it, and measures
 * its size and memory. Arguments: store, keys, entries, data directory, score file.
 */
final class Preparation {
  private static final int CHECKED_LOOKUPS = 1_000_000;
  private static final int CHECKED_MAPFILE_LOOKUPS = 20_000;

  private final PeerStore store;
  private final Dataset data;
  private final StoreDirectory files;
  private final ScoreFile scores;

  private Preparation(PeerStore store, Dataset data, Path directory, ScoreFile scores) {
    this.store = store;
    this.data = data;
    this.scores = scores;
    files = StoreDirectory.of(directory, data, store.toString());
  }

  public static void main(String[] args) throws IOException {
    new Preparation(
            PeerStore.of(args[0]),
            new Dataset(KeyKind.valueOf(args[1].toUpperCase()), Long.parseLong(args[2])),
            Path.of(args[3]),
            new ScoreFile(Path.of(args[4])))
        .run();
  }

  private void run() throws IOException {
    Peer peer = store.peer();
    if (!files.isComplete()) {
      files.clear();
      peer.write(files.path(), data.sorted());
      long start = System.nanoTime();
      files.sync();
      if (files.bytes() > 0) {
        score(Measure.SYNC, (System.nanoTime() - start) / 1e9);
      }
      files.markComplete();
    }
    if (files.bytes() > 0) {
      score(Measure.SIZE, files.bytes());
    }
    long heap = usedHeap();
    long memory = ownMemory();
    try (OpenPeer open = peer.open(files.path(), data)) {
      PeerLookup lookup = open.lookup();
      int lookups = store == PeerStore.MAPFILE ? CHECKED_MAPFILE_LOOKUPS : CHECKED_LOOKUPS;
      new Agreement(data).check(store.toString(), lookup, (int) Math.min(lookups, data.entries()));
      score(Measure.HEAP, Math.max(0, usedHeap() - heap));
      score(Measure.MEMORY, Math.max(0, ownMemory() - memory));
    }
  }

  private void score(Measure measure, double value) throws IOException {
    scores.add(new Score(store.toString(), data, measure, value, Double.NaN));
  }

  /** Heap that live objects take, in bytes. */
  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Resident bytes of this process that belong to no file: heap, code, native libraries' memory.
   */
  private static long ownMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
