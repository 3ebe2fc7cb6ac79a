/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.OpenPeer;
import io.indexkv.benchmarks.peers.store.PeerLookup;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The one store of a JVM. It was prepared before; it is in the page cache, open and checked. */
@State(Scope.Benchmark)
public class OpenStore {
  private static final int CHECKED_LOOKUPS = 10_000;

  private Dataset data;
  private OpenPeer open;

  @Setup(Level.Trial)
  public void open(GivenStore given) throws IOException {
    data = given.data;
    given.files.warm();
    open = given.peer.open(given.files.path(), data);
    new Agreement(data).check(given.store, open.lookup(), CHECKED_LOOKUPS);
  }

  Dataset data() {
    return data;
  }

  /** A lookup for the calling thread. */
  PeerLookup lookup() throws IOException {
    return open.lookup();
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    open.close();
  }
}
