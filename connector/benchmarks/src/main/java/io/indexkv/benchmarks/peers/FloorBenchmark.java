/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.LookupIds;
import io.indexkv.benchmarks.peers.store.AncestorPeer;
import io.indexkv.benchmarks.peers.store.MappedFile;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.io.IOException;
import java.util.SplittableRandom;
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

/**
 * The lower bound of every store. It reads whole values at random, known offsets of the ancestor's
 * mapped values, without a key and an index.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloorBenchmark {
  private static final int LENGTH_BITS = 8;

  private MappedFile values;
  private LookupIds ids;

  /** Offset and length of every value, in random order. */
  private long[] places;

  private int next;
  private long answer;

  /** Always zero, but the compiler does not know it. */
  private long zero;

  @Setup(Level.Trial)
  public void open(GivenData given) throws IOException {
    Dataset data = given.data();
    StoreDirectory files = given.files(PeerStore.ANCESTOR.toString());
    files.warm();
    values = new MappedFile(files.path().resolve(AncestorPeer.VALUES));
    ids = new LookupIds(data, 1);
    places = new long[(int) data.entries()];
    try (MappedFile pairs = new MappedFile(files.path().resolve(AncestorPeer.PAIRS))) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < places.length; i++) {
        long offset = pairs.word((long) i * AncestorPeer.PAIR_SIZE + 8);
        long end = pairs.word((i + 1L) * AncestorPeer.PAIR_SIZE + 8);
        int j = random.nextInt(i + 1);
        places[i] = places[j];
        places[j] = offset << LENGTH_BITS | end - offset;
      }
    }
  }

  private long next() {
    next = next + 1 == places.length ? 0 : next + 1;
    return places[next];
  }

  private long address(long place) {
    return values.address(place >>> LENGTH_BITS);
  }

  private static int length(long place) {
    return (int) place & (1 << LENGTH_BITS) - 1;
  }

  @Benchmark
  public long independent() {
    long place = next();
    return Digest.of(address(place), length(place));
  }

  /** Reads values one by one. Each place depends on the value before. */
  @Benchmark
  public long dependent() {
    next += (int) (answer & zero);
    long place = next();
    answer = Digest.of(address(place), length(place));
    return answer;
  }

  @Benchmark
  @OperationsPerInvocation(LookupBenchmark.BATCH)
  public long batch() {
    long sum = 0;
    for (int i = 0; i < LookupBenchmark.BATCH; i++) {
      long place = next();
      sum += Digest.of(address(place), length(place));
    }
    return sum;
  }

  /** Draws an id, which is all that the other benchmarks do beside a lookup. */
  @Benchmark
  public long harness() {
    return ids.hit();
  }
}
