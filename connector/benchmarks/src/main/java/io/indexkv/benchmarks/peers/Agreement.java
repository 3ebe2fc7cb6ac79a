/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.Digest;
import io.indexkv.benchmarks.peers.data.LookupIds;
import io.indexkv.benchmarks.peers.data.Values;
import io.indexkv.benchmarks.peers.store.PeerLookup;
import java.io.IOException;

/** Compares a store's answers with the entries that were written to it. */
record Agreement(Dataset data) {
  /**
   * Checks single and batched lookups of random present and absent ids, and a scan of everything.
   *
   * @throws IllegalStateException at the first difference
   */
  void check(String store, PeerLookup lookup, int lookups) throws IOException {
    Values values = new Values();
    LookupIds ids = new LookupIds(data, 17);
    for (int i = 0; i < lookups; i++) {
      long present = ids.hit();
      expect(store, "value of id " + present, values.digest(present), lookup.get(present));
      long absent = ids.miss();
      expect(store, "answer to absent id " + absent, Digest.ABSENT, lookup.get(absent));
    }
    long[] batch = new long[LookupBenchmark.BATCH];
    for (int i = 0; i < lookups; i += batch.length) {
      ids.hits(batch);
      batch[i % 7] = ids.miss();
      long sum = 0;
      for (long id : batch) {
        sum += id == batch[i % 7] ? Digest.ABSENT : values.digest(id);
      }
      expect(store, "sum of a batch", sum, lookup.getMany(batch));
    }
    expect(store, "sum of all entries", data.scanDigest(), lookup.scan());
  }

  private void expect(String store, String what, long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException(
          "%s, %s: %s: expected %d, found %d".formatted(store, data, what, expected, found));
    }
  }
}
