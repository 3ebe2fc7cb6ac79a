/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.StoreFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks up keys in batches, layer by layer: those that a layer does not know go on, together, to
 * the next. Allocates nothing per key. One instance per thread; valid while the files are open.
 */
public final class LayeredLookup {
  private final OpenSnapshot files;

  /** What is asked one after the other: of each layer its entries, then its deleted keys. */
  private final BatchLookup[] stages;

  /** Which of the stages are deleted keys. */
  private final boolean[] deletes;

  // scratch, an element a key that is still asked for
  private int[] asked = new int[0];
  private long[] words = new long[0];
  private byte[] keys = new byte[0];
  private int[] ends = new int[0];
  private long[] found = new long[0];
  private int[] foundLengths = new int[0];

  /**
   * @param only asked alone, in place of LAYERS, unless null
   */
  LayeredLookup(OpenSnapshot files, List<OpenLayer> layers, StoreFiles only, int... touched) {
    this.files = files;
    List<BatchLookup> lookups = new ArrayList<>();
    boolean[] deleted = new boolean[2 * layers.size() + 1];
    if (only != null) {
      lookups.add(new BatchLookup(only, touched));
    }
    for (int i = 0; i < layers.size(); i++) {
      OpenLayer layer = layers.get(i);
      lookups.add(new BatchLookup(layer.files(), touched));
      // what the last layer deletes is not there anyway
      if (layer.hasDeletes() && i < layers.size() - 1) {
        deleted[lookups.size()] = true;
        lookups.add(new BatchLookup(layer.deletes()));
      }
    }
    stages = lookups.toArray(BatchLookup[]::new);
    deletes = Arrays.copyOf(deleted, stages.length);
  }

  /**
   * Looks up keys of a fixed width of 1, 2, 4 or 8 bytes; as {@link BatchLookup#find(long[], int,
   * long[], int[])}.
   *
   * @return the number of keys found
   */
  public int find(long[] keys, int count, long[] addresses, int[] lengths) {
    try {
      int hits = findAll(keys, count, addresses, lengths);
      files.look(count);
      return hits;
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  private int findAll(long[] keys, int count, long[] addresses, int[] lengths) {
    int hits = stages[0].find(keys, count, addresses, lengths);
    if (stages.length == 1 || hits == count) {
      return hits;
    }
    makeRoom(count);
    if (words.length < count) {
      words = new long[count];
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (addresses[i] == 0) {
        asked[left] = i;
        words[left++] = keys[i];
      }
    }
    for (int stage = 1; stage < stages.length && left > 0; stage++) {
      int n = stages[stage].find(words, left, found, foundLengths);
      if (n == 0) {
        continue;
      }
      if (!deletes[stage]) {
        hits += n;
        give(left, addresses, lengths);
      }
      int still = 0;
      for (int i = 0; i < left; i++) {
        asked[still] = asked[i];
        words[still] = words[i];
        still += found[i] == 0 ? 1 : 0;
      }
      left = still;
    }
    return hits;
  }

  /**
   * Looks up keys that vary in length: key i is KEYS from ends[i - 1] (0 for the first) to ends[i].
   *
   * @return the number of keys found
   */
  public int find(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    try {
      int hits = findAll(keys, ends, count, addresses, lengths);
      files.look(count);
      return hits;
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  private int findAll(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    int hits = stages[0].find(keys, ends, count, addresses, lengths);
    if (stages.length == 1 || hits == count) {
      return hits;
    }
    makeRoom(count);
    if (this.ends.length < count) {
      this.ends = new int[count];
    }
    if (this.keys.length < ends[count - 1]) {
      this.keys = new byte[ends[count - 1]];
    }
    for (int i = 0; i < count; i++) {
      asked[i] = i;
    }
    int left = keepAbsent(keys, ends, count, addresses);
    for (int stage = 1; stage < stages.length && left > 0; stage++) {
      int n = stages[stage].find(this.keys, this.ends, left, found, foundLengths);
      if (n == 0) {
        continue;
      }
      if (!deletes[stage]) {
        hits += n;
        give(left, addresses, lengths);
      }
      left = keepAbsent(this.keys, this.ends, left, found);
    }
    return hits;
  }

  /**
   * Takes those of the N keys on to the next stage that have no address; FROM may be what they are
   * moved to.
   */
  private int keepAbsent(byte[] from, int[] fromEnds, int n, long[] addresses) {
    int still = 0;
    int start = 0;
    int end = 0;
    for (int i = 0; i < n; i++) {
      int next = fromEnds[i];
      if (addresses[i] == 0) {
        System.arraycopy(from, start, keys, end, next - start);
        end += next - start;
        asked[still] = asked[i];
        ends[still++] = end;
      }
      start = next;
    }
    return still;
  }

  /** Puts what a stage has found for the N keys still asked for in its place. */
  private void give(int n, long[] addresses, int[] lengths) {
    for (int i = 0; i < n; i++) {
      addresses[asked[i]] = found[i];
      lengths[asked[i]] = foundLengths[i];
    }
  }

  private void makeRoom(int count) {
    if (asked.length < count) {
      asked = new int[count];
      found = new long[count];
      foundLengths = new int[count];
    }
  }
}
