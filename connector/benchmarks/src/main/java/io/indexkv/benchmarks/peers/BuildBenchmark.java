/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Entries;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.Peer;
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

/**
 * Builds complete files from entries that it generates on the way; in seconds. It does not sync the
 * files: {@link Measure#SYNC} measures that, which depends on the disk and not on the store.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BuildBenchmark {
  /** Provides an empty directory for each build. */
  @State(Scope.Thread)
  public static class Target {
    private StoreDirectory files;

    @Setup(Level.Invocation)
    public void clear(GivenStore given) throws IOException {
      files = given.target;
      files.clear();
    }

    @TearDown(Level.Invocation)
    public void delete() throws IOException {
      files.delete();
    }
  }

  /** Provides entries in key order. */
  @State(Scope.Thread)
  public static class Sorted {
    private Entries entries;

    @Setup(Level.Trial)
    public void make(GivenStore given) {
      entries = given.data.sorted();
    }
  }

  /** Provides entries in no order. */
  @State(Scope.Thread)
  public static class Unsorted {
    private Entries entries;

    @Setup(Level.Trial)
    public void make(GivenStore given) {
      entries = given.data.unsorted();
    }
  }

  @Benchmark
  public void sorted(GivenStore given, Target target, Sorted from) throws IOException {
    build(given.peer, target.files, from.entries);
  }

  @Benchmark
  public void unsorted(GivenStore given, Target target, Unsorted from) throws IOException {
    build(given.peer, target.files, from.entries);
  }

  private static void build(Peer peer, StoreDirectory target, Entries entries) throws IOException {
    entries.rewind();
    peer.write(target.path(), entries);
  }
}
