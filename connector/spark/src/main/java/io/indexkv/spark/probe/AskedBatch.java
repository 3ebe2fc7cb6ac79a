/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/** How the entries of each row of a batch are found. For one thread. */
final class AskedBatch {
  private static final byte[] NONE = {};

  private final ByteRuns keys = new ByteRuns();
  private final int[] prefixes = new int[Probe.ROWS];
  private final Way[] ways = new Way[Probe.ROWS];

  /** The beginnings and the ends of runs that a cursor may walk. */
  private final byte[][] froms = new byte[Probe.ROWS][];

  private final byte[][] tos = new byte[Probe.ROWS][];

  enum Way {
    /** The row has no entries. */
    NOTHING,
    /** The row's first entry is looked up with the others. */
    LOOKED_UP,
    /** A cursor walks the row's run. */
    WALKED
  }

  /** Drops all rows. */
  void clear() {
    keys.clear();
  }

  /** Sets the bounds of the run of the row that is added next. */
  void bound(AskedRun run) {
    froms[keys.count()] = run.from();
    tos[keys.count()] = run.to();
  }

  /** Adds a row that asks for a key. The key of its entry must share the first bytes. */
  void lookUp(byte[] key, int prefix) {
    add(Way.LOOKED_UP, key, prefix);
  }

  /** Adds a row whose run is walked. Its bounds must be set. */
  void walk() {
    add(Way.WALKED, NONE, 0);
  }

  /** Adds a row that has no entries. */
  void nothing() {
    add(Way.NOTHING, NONE, 0);
  }

  private void add(Way way, byte[] key, int prefix) {
    int i = keys.count();
    ways[i] = way;
    prefixes[i] = prefix;
    keys.add(key);
  }

  /** Number of rows. */
  int count() {
    return keys.count();
  }

  /** The keys of all rows, for a lookup. */
  ByteRuns keys() {
    return keys;
  }

  /** How many first bytes of each key count, for a lookup. */
  int[] prefixes() {
    return prefixes;
  }

  Way way(int i) {
    return ways[i];
  }

  byte[] from(int i) {
    return froms[i];
  }

  byte[] to(int i) {
    return tos[i];
  }
}
