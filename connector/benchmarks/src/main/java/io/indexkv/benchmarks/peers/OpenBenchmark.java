/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.LookupIds;
import io.indexkv.benchmarks.peers.store.OpenPeer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Opens a file in the page cache and gets a first answer; in milliseconds, without closing. */
@State(Scope.Thread)
public class OpenBenchmark {
  private LookupIds ids;
  private OpenPeer open;

  @Setup(Level.Trial)
  public void warm(GivenStore given) throws IOException {
    given.files.warm();
    ids = new LookupIds(given.data, 1);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public long open(GivenStore given) throws IOException {
    open = given.peer.open(given.files.path(), given.data);
    return open.lookup().get(ids.hit());
  }

  @TearDown(Level.Invocation)
  public void close() throws IOException {
    open.close();
  }
}
