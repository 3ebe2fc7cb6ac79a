/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

/**
 * Draws ids of random entries, with replacement, and of absent ones. It keeps no list of keys, so
 * that the harness takes no room in the processor's caches. Not thread-safe.
 */
public final class LookupIds {
  private final KeyKind keys;
  private final long entries;
  private final long absentIds;
  private long state;

  /** Always zero, but the compiler does not know it. */
  private long zero;

  public LookupIds(Dataset data, long seed) {
    keys = data.keys();
    entries = data.entries();
    absentIds = keys.absentIds(entries);
    state = Mix.of(seed);
  }

  public long hit() {
    return keys.id(Mix.below(entries, Mix.of(state += Mix.STEP)));
  }

  /** The id of a hit. The processor cannot draw it before it knows the answer before. */
  public long hitAfter(long answer) {
    state += answer & zero;
    return hit();
  }

  public long miss() {
    return keys.absentId(Mix.below(absentIds, Mix.of(state += Mix.STEP)), entries);
  }

  public void hits(long[] ids) {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = hit();
    }
  }
}
