/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.Target;
import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The targets of IndexKV with the numbers found. */
final class TargetTable {
  private static final String INDEXKV = PeerStore.INDEXKV.toString();
  private static final long BASE_ENTRIES = 10_000_000;
  private static final long MANY_ENTRIES = 100_000_000;

  private final Scores scores;
  private final Dataset data;
  private final List<Target> targets = new ArrayList<>();

  TargetTable(Scores scores, Dataset data) {
    this.scores = scores;
    this.data = data;
    ratio(Measure.HIT, "sparkey", Measure.HIT, 2 / 3.0);
    ratio(Measure.HIT, "paldb", Measure.HIT, 1 / 2.0);
    ratio(Measure.HIT, "lmdb", Measure.HIT, 1 / 3.0);
    ratio(Measure.HIT, "ancestor", Measure.HIT, 1 / 3.0);
    ratio(Measure.HIT, "hashmap", Measure.HIT, 1);
    ratio(Measure.MISS, "sparkey", Measure.MISS, 1);
    ratio(Measure.BATCH, "sparkey", Measure.HIT, 1 / 3.0);
    ratio(Measure.BATCH, PeerStore.FLOOR, Measure.BATCH, 1.5);
    ratio(Measure.SCAN, "ancestor", Measure.SCAN, 1 / 0.8);
    for (PeerStore peer : PeerStore.values()) {
      if (!peer.isIndexKv() && peer != PeerStore.ANCESTOR) {
        ratio(Measure.SCAN, peer.toString(), Measure.SCAN, 1);
      }
    }
    ratio(Measure.BUILD, "sparkey", Measure.BUILD, 1 / 3.0);
    ratio(Measure.BUILD, "ancestor", Measure.BUILD, 1.5);
    ratio(Measure.BUILD_UNSORTED, "sparkey", Measure.BUILD_UNSORTED, 1);
    atMost("open and get, ms", value(Measure.OPEN), 10);
    size();
    compressed(PeerStore.INDEXKV_LZ4, PeerStore.ROCKSDB_LZ4);
    compressed(PeerStore.INDEXKV_ZSTD, PeerStore.ROCKSDB_ZSTD);
    threads(Measure.HIT_2, Measure.HIT);
    threads(Measure.BATCH_2, Measure.BATCH);
    atMost("bytes allocated a key in a batch", value(Measure.ALLOCATION), 0.01);
    growth();
  }

  private OptionalDouble value(Measure measure) {
    return scores.value(INDEXKV, data, measure);
  }

  private void ratio(Measure own, String peer, Measure peers, double limit) {
    OptionalDouble found = divided(value(own), scores.value(peer, data, peers));
    atMost("%s ÷ %s's %s".formatted(own.label(), peer, peers.label()), found, limit);
  }

  private void size() {
    OptionalDouble size = value(Measure.SIZE);
    OptionalDouble raw = scores.value(PeerStore.FLOOR, data, Measure.RAW);
    OptionalDouble found =
        size.isPresent() && raw.isPresent()
            ? OptionalDouble.of((size.getAsDouble() - raw.getAsDouble()) / data.entries())
            : OptionalDouble.empty();
    atMost("bytes an entry over key and value", found, 24);
  }

  private void compressed(PeerStore own, PeerStore peer) {
    atMost(
        "bytes of %s ÷ %s".formatted(own, peer),
        divided(
            scores.value(own.toString(), data, Measure.SIZE),
            scores.value(peer.toString(), data, Measure.SIZE)),
        1);
  }

  /** Adds a target for the ratio of the throughputs of two threads and one. */
  private void threads(Measure two, Measure one) {
    OptionalDouble found = divided(value(one), value(two));
    add(
        new Target(
            "%s ÷ one thread, throughput".formatted(two.label()),
            Target.Relation.AT_LEAST,
            1.8,
            found.isPresent()
                ? OptionalDouble.of(2 * found.getAsDouble())
                : OptionalDouble.empty()));
  }

  private void growth() {
    if (data.entries() == MANY_ENTRIES) {
      Dataset base = new Dataset(data.keys(), BASE_ENTRIES);
      atMost(
          "hit ÷ hit of 10 M entries",
          divided(value(Measure.HIT), scores.value(INDEXKV, base, Measure.HIT)),
          1.6);
    }
  }

  private static OptionalDouble divided(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
        : OptionalDouble.empty();
  }

  private void atMost(String what, OptionalDouble found, double limit) {
    add(new Target(what, Target.Relation.AT_MOST, limit, found));
  }

  private void add(Target target) {
    targets.add(target);
  }

  List<Target> targets() {
    return targets;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("| IndexKV | asked | found | |\n|---|---:|---:|---|\n");
    for (Target target : targets) {
      if (target.found().isPresent()) {
        text.append(target.markdown()).append('\n');
      }
    }
    return text.toString();
  }
}
