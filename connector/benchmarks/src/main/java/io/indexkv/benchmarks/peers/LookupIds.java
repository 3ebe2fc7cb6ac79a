/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

/**
 * Ids of random entries, drawn with replacement, and of absent ones; no list of keys, so nothing of
 * the harness is in the caches' way. Not thread-safe.
 */
final class LookupIds {
  private final KeyKind keys;
  private final long entries;
  private final long absentIds;
  private long state;

  /** Zero, which no compiler knows. */
  private long zero;

  LookupIds(Dataset data, long seed) {
    keys = data.keys();
    entries = data.entries();
    absentIds = keys.absentIds(entries);
    state = Mix.of(seed);
  }

  long hit() {
    return keys.id(Mix.below(entries, Mix.of(state += Mix.STEP)));
  }

  /** A hit that cannot be drawn before the answer to the one before is known. */
  long hitAfter(long answer) {
    state += answer & zero;
    return hit();
  }

  long miss() {
    return keys.absentId(Mix.below(absentIds, Mix.of(state += Mix.STEP)), entries);
  }

  void hits(long[] ids) {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = hit();
    }
  }
}
