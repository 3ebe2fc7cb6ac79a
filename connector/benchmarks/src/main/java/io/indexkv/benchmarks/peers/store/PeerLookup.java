/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.KeyKind;
import java.io.IOException;

/** Reads from a store, in one thread. */
public interface PeerLookup {
  /** The {@link Digest} of the value of an id, or {@link Digest#ABSENT}. */
  long get(long id) throws IOException;

  /** The sum of the answers of {@link #get} to all ids. */
  default long getMany(long[] ids) throws IOException {
    long sum = 0;
    for (long id : ids) {
      sum += get(id);
    }
    return sum;
  }

  /** The sum of {@link KeyKind#digest} and value digest of all entries, read in store order. */
  long scan() throws IOException;
}
