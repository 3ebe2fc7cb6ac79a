/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Peer;
import io.indexkv.benchmarks.peers.store.PeerStore;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The store that a benchmark measures. */
@State(Scope.Benchmark)
public class GivenStore {
  @Param({"indexkv"})
  String store;

  Peer peer;
  Dataset data;
  StoreDirectory files;

  /** A separate directory for builds. */
  StoreDirectory target;

  @Setup(Level.Trial)
  public void choose(GivenData given) {
    peer = PeerStore.of(store).peer();
    data = given.data();
    files = given.files(store);
    target = given.files(store + ".build");
  }
}
