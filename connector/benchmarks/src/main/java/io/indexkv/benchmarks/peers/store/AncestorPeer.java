/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.Entries;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ancestor of IndexKV, as a reference. It maps a file of values in key order and a file of
 * (key, offset) pairs, and searches the pairs in binary. It has no hash index and no checksums, and
 * takes only integer keys.
 */
public final class AncestorPeer implements Peer {
  public static final String VALUES = "values";
  public static final String PAIRS = "pairs";
  public static final int PAIR_SIZE = 16;

  private static final int BUFFER_SIZE = 1 << 16;

  @Override
  public Optional<String> leftOut(Measure measure, Dataset data) {
    if (!data.keys().isInteger()) {
      return Optional.of("has integer keys only");
    }
    return measure == Measure.BUILD_UNSORTED
        ? Optional.of("the reference does not sort")
        : Optional.empty();
  }

  /** Writes one pair more than entries, which gives the end of the last value. */
  @Override
  public void write(Path directory, Entries entries) throws IOException {
    try (OutputStream values = Files.newOutputStream(directory.resolve(VALUES));
        BufferedOutputStream bufferedValues = new BufferedOutputStream(values, BUFFER_SIZE);
        OutputStream pairs = Files.newOutputStream(directory.resolve(PAIRS));
        DataOutputStream bufferedPairs =
            new DataOutputStream(new BufferedOutputStream(pairs, BUFFER_SIZE))) {
      long offset = 0;
      while (entries.next()) {
        writePair(bufferedPairs, entries.id(), offset);
        bufferedValues.write(entries.value(), 0, entries.valueLength());
        offset += entries.valueLength();
      }
      writePair(bufferedPairs, Long.MAX_VALUE, offset);
    }
  }

  private static void writePair(DataOutputStream out, long id, long offset) throws IOException {
    out.writeLong(Long.reverseBytes(id));
    out.writeLong(Long.reverseBytes(offset));
  }

  @Override
  public OpenPeer open(Path directory, Dataset data) throws IOException {
    MappedFile values = new MappedFile(directory.resolve(VALUES));
    MappedFile pairs = new MappedFile(directory.resolve(PAIRS));
    return new OpenPeer() {
      @Override
      public PeerLookup lookup() {
        return new Lookup(values, pairs, pairs.length() / PAIR_SIZE - 1);
      }

      @Override
      public void close() {
        values.close();
        pairs.close();
      }
    };
  }

  private record Lookup(MappedFile values, MappedFile pairs, long entries) implements PeerLookup {
    @Override
    public long get(long id) {
      long low = 0;
      long high = entries - 1;
      while (low <= high) {
        long middle = low + high >>> 1;
        long found = pairs.word(middle * PAIR_SIZE);
        if (found == id) {
          long offset = offset(middle);
          return Digest.of(values.address(offset), (int) (offset(middle + 1) - offset));
        }
        if (found < id) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return Digest.ABSENT;
    }

    private long offset(long pair) {
      return pairs.word(pair * PAIR_SIZE + 8);
    }

    @Override
    public long scan() {
      long sum = 0;
      long offset = 0;
      for (long i = 0; i < entries; i++) {
        long end = offset(i + 1);
        sum += pairs.word(i * PAIR_SIZE) + Digest.of(values.address(offset), (int) (end - offset));
        offset = end;
      }
      return sum;
    }
  }
}
