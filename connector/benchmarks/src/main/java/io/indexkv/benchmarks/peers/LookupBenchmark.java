/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.LookupIds;
import io.indexkv.benchmarks.peers.store.PeerLookup;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Looks up random keys, one at a time and in batches; in nanoseconds for each key. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
  static final int BATCH = 1024;

  /** The lookup of one thread. */
  @State(Scope.Thread)
  public static class Caller {
    private final long[] batch = new long[BATCH];
    private PeerLookup lookup;
    private LookupIds ids;
    private long answer;

    @Setup(Level.Trial)
    public void open(OpenStore store) throws IOException {
      lookup = store.lookup();
      ids = new LookupIds(store.data(), Thread.currentThread().getId());
    }
  }

  @Benchmark
  public long hit(Caller caller) throws IOException {
    return caller.lookup.get(caller.ids.hit());
  }

  /** Looks up keys that depend on the value before, so that lookups do not overlap. */
  @Benchmark
  public long chainedHit(Caller caller) throws IOException {
    caller.answer = caller.lookup.get(caller.ids.hitAfter(caller.answer));
    return caller.answer;
  }

  @Benchmark
  public long miss(Caller caller) throws IOException {
    return caller.lookup.get(caller.ids.miss());
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long batch(Caller caller) throws IOException {
    caller.ids.hits(caller.batch);
    return caller.lookup.getMany(caller.batch);
  }
}
