/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.StoreFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks up keys in batches, layer by layer. Keys that a layer does not know go on to the next layer
 * together. Allocates nothing per key. One instance per thread; valid while the files are open.
 *
 * <p>Results are addresses in the files. Rows of an older schema are converted, and the results are
 * addresses in memory of this lookup. They are valid until its next batch, as long as somebody
 * refers to the lookup.
 *
 * <p>A caller that has read a batch's results calls {@link OpenSnapshot#look} before it gives them
 * away.
 */
public final class LayeredLookup {
  private final EntrySource files;

  /** The lookups in their order: for each layer its entries, then its deleted keys. */
  private final BatchLookup[] lookups;

  /** Whether each of the lookups has deleted keys. */
  private final boolean[] deletes;

  /**
   * Converts the rows that each of the lookups finds; null for a lookup whose rows have the
   * version's schema.
   */
  private final RowArena[] rows;

  // scratch arrays: one element for each key that is not found yet
  private int[] asked = new int[0];
  private long[] words = new long[0];
  private byte[] keys = new byte[0];
  private int[] ends = new int[0];
  private long[] found = new long[0];
  private int[] foundLengths = new int[0];

  /**
   * Makes a lookup.
   *
   * @param only the only files to search, instead of {@code layers}; null to search the layers
   */
  LayeredLookup(EntrySource files, List<OpenLayer> layers, StoreFiles only, int... touched) {
    this.files = files;
    List<BatchLookup> inOrder = new ArrayList<>();
    boolean[] deleted = new boolean[2 * layers.size() + 1];
    RowArena[] converted = new RowArena[deleted.length];
    if (only != null) {
      inOrder.add(new BatchLookup(only, touched));
    }
    for (int i = 0; i < layers.size(); i++) {
      OpenLayer layer = layers.get(i);
      if (layer.conversion() == null) {
        inOrder.add(new BatchLookup(layer.files(), touched));
      } else {
        converted[inOrder.size()] = new RowArena(layer.conversion());
        inOrder.add(new BatchLookup(layer.files(), BatchLookup.WHOLE));
      }
      // skips the deletes of the last layer: below it there is nothing to delete
      if (layer.hasDeletes() && i < layers.size() - 1) {
        deleted[inOrder.size()] = true;
        inOrder.add(new BatchLookup(layer.deletes()));
      }
    }
    lookups = inOrder.toArray(BatchLookup[]::new);
    deletes = Arrays.copyOf(deleted, lookups.length);
    rows = Arrays.copyOf(converted, lookups.length);
  }

  /**
   * Looks up keys of a fixed width of 1, 2, 4 or 8 bytes, as {@link BatchLookup#find(long[], int,
   * long[], int[])} does.
   *
   * @return the number of keys found
   */
  public int find(long[] keys, int count, long[] addresses, int[] lengths) {
    try {
      return findAll(keys, count, addresses, lengths);
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  private int findAll(long[] keys, int count, long[] addresses, int[] lengths) {
    int hits = lookups[0].find(keys, count, addresses, lengths);
    convert(0, count, addresses, lengths);
    if (lookups.length == 1 || hits == count) {
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
    for (int next = 1; next < lookups.length && left > 0; next++) {
      int n = lookups[next].find(words, left, found, foundLengths);
      if (n == 0) {
        continue;
      }
      if (!deletes[next]) {
        hits += n;
        convert(next, left, found, foundLengths);
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
   * Looks up keys of varying length. Key i is in {@code keys} from ends[i - 1], or 0 for the first,
   * to ends[i].
   *
   * @return the number of keys found
   */
  public int find(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    try {
      return findAll(keys, ends, count, addresses, lengths);
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  private int findAll(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    int hits = lookups[0].find(keys, ends, count, addresses, lengths);
    convert(0, count, addresses, lengths);
    if (lookups.length == 1 || hits == count) {
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
    for (int next = 1; next < lookups.length && left > 0; next++) {
      int n = lookups[next].find(this.keys, this.ends, left, found, foundLengths);
      if (n == 0) {
        continue;
      }
      if (!deletes[next]) {
        hits += n;
        convert(next, left, found, foundLengths);
        give(left, addresses, lengths);
      }
      left = keepAbsent(this.keys, this.ends, left, found);
    }
    return hits;
  }

  /**
   * Moves those of the first {@code n} keys that have no address yet to the scratch arrays, for the
   * next lookup. {@code from} may be the scratch array itself.
   *
   * @return number of these keys
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

  /**
   * Converts the rows that a lookup has found for {@code n} keys, if they are of an older schema.
   */
  private void convert(int lookup, int n, long[] addresses, int[] lengths) {
    RowArena arena = rows[lookup];
    if (arena == null) {
      return;
    }
    arena.clear();
    for (int i = 0; i < n; i++) {
      if (addresses[i] != 0) {
        addresses[i] = arena.convert(addresses[i], lengths[i]);
        lengths[i] = arena.length();
      }
    }
  }

  /** Copies the results of a lookup for the {@code n} remaining keys to the caller's arrays. */
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
