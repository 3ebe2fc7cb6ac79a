/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.EntryArena;
import io.indexkv.file.ordered.FoundEntries;
import io.indexkv.file.ordered.KeyBatch;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.file.ordered.OrderedFiles;
import io.indexkv.key.KeyBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the entry next to each key of a batch, in all layers. A deleted key is not found; the next
 * one is. Allocates nothing per key if the files are mapped and the version has one layer. One
 * instance per thread; valid while the files are open.
 *
 * <p>Results are addresses in the files, or in memory of this lookup. They are valid until its next
 * batch, as long as somebody refers to the lookup. A caller that has read a batch's results calls
 * {@link OpenSnapshot#look} before it gives them away.
 */
public final class OrderedLookup {
  /** How often keys that met deleted keys are asked again, before the layers are merged. */
  private static final int ROUNDS = 4;

  private final EntrySource files;
  private final Nearest nearest;
  private final Asked asked;

  /** For each layer, newest first, its entries, then its deleted keys. */
  private final OrderedFiles[] sources;

  private final boolean[] deletes;

  /** Number of bytes of every key, or 0 if keys vary in length or there is no file. */
  private final int width;

  /** Converts the rows of each source; null for one whose rows have the version's schema. */
  private final RowArena[] rows;

  /** What each source has found. */
  private final FoundEntries[] candidates;

  private final FoundEntries found = new FoundEntries();

  /** The keys of a caller, and those of words. */
  private final KeyBatch given = new KeyBatch();

  private final AskedAgain again = new AskedAgain();

  /** Entries that lie in files that are not mapped, or were converted, in an earlier round. */
  private final EntryArena kept = new EntryArena();

  private byte[] wordBytes = new byte[0];
  private int[] wordEnds = new int[0];
  private int[] wordPrefixes = new int[0];

  OrderedLookup(EntrySource files, List<OpenLayer> layers, Nearest nearest, Asked asked) {
    this.files = files;
    this.nearest = nearest;
    this.asked = asked;
    List<OrderedFiles> inOrder = new ArrayList<>();
    deletes = new boolean[2 * layers.size()];
    rows = new RowArena[2 * layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      OpenLayer layer = layers.get(i);
      rows[inOrder.size()] = layer.conversion() == null ? null : new RowArena(layer.conversion());
      inOrder.add(new OrderedFiles(layer.files()));
      // skips the deletes of the last layer: below it there is nothing to delete
      if (layer.hasDeletes() && i < layers.size() - 1) {
        deletes[inOrder.size()] = true;
        inOrder.add(new OrderedFiles(layer.deletes()));
      }
    }
    sources = inOrder.toArray(OrderedFiles[]::new);
    width = inOrder.stream().mapToInt(OrderedFiles::keyWidth).max().orElse(0);
    candidates = new FoundEntries[sources.length];
    Arrays.setAll(candidates, i -> new FoundEntries());
  }

  /**
   * Finds the entry next to each key. Key i has the bytes of {@code keys} from {@code ends[i - 1]},
   * or 0 for the first, to {@code ends[i]}.
   *
   * @param prefixes for each key, with how many of its bytes the key of the entry must begin
   * @return number of keys that have an entry
   */
  public int find(byte[] keys, int[] ends, int[] prefixes, int count) {
    given.set(keys, ends, prefixes, count);
    return find(given);
  }

  /**
   * Finds the entry next to each key of a batch, which the caller must not change meanwhile.
   *
   * @return number of keys that have an entry
   */
  public int find(KeyBatch keys) {
    try {
      return search(keys);
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  /**
   * Finds the entry next to each key, which is a word.
   *
   * @param prefix with how many bytes of the asked key the key of the entry must begin
   * @return number of keys that have an entry
   */
  public int find(long[] words, int prefix, int count) {
    if (wordEnds.length < count) {
      wordBytes = new byte[count * width];
      wordEnds = new int[count];
      wordPrefixes = new int[count];
    }
    int end = 0;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < width; b++) {
        wordBytes[end++] = (byte) (words[i] >>> 8 * b);
      }
      wordEnds[i] = end;
      wordPrefixes[i] = prefix;
    }
    return find(wordBytes, wordEnds, wordPrefixes, count);
  }

  /** The address of each value, 0 for no entry. The array is another after a larger batch. */
  public long[] addresses() {
    return found.addresses();
  }

  /** The length of each value. The array is another after a larger batch. */
  public int[] lengths() {
    return found.lengths();
  }

  /** Address of the key of the entry for key {@code i}. */
  public long keyAddress(int i) {
    return found.keyAddress(i);
  }

  /** Length of the key of the entry for key {@code i}. */
  public int keyLength(int i) {
    return found.keyLength(i);
  }

  private int search(KeyBatch keys) {
    int count = keys.count();
    found.reserve(count);
    for (RowArena arena : rows) {
      if (arena != null) {
        arena.clear();
      }
    }
    if (sources.length == 0) {
      Arrays.fill(found.addresses(), 0, count, 0);
      return 0;
    }
    if (sources.length == 1) {
      int hits = sources[0].find(nearest, asked, keys, found);
      convert(count);
      return hits;
    }
    kept.clear();
    again.begin();
    int hits = choose(keys, nearest, asked);
    for (int round = 1; !again.isEmpty() && round < ROUNDS; round++) {
      hits += choose(again.turn(), nearest.strict(), Asked.KEYS);
    }
    return again.isEmpty() ? hits : hits + merge(again.turn());
  }

  /**
   * Asks all sources, and takes for each key the nearest of their entries. A key whose nearest
   * entry is deleted is noted to be asked again.
   *
   * @return number of keys that got an entry
   */
  private int choose(KeyBatch keys, Nearest wanted, Asked what) {
    int count = keys.count();
    for (int s = 0; s < sources.length; s++) {
      sources[s].find(wanted, what, keys, candidates[s]);
    }
    int hits = 0;
    for (int i = 0; i < count; i++) {
      int best = best(i);
      int number = again.number(i);
      if (best < 0) {
        found.putNone(number);
      } else if (deletes[best]) {
        found.putNone(number);
        int length = candidates[best].keyLength(i);
        int offset = again.add(number, length, keys.prefix(i));
        Memory.copy(candidates[best].keyAddress(i), again.bytes(), offset, length);
      } else {
        keep(number, best, i);
        hits++;
      }
    }
    return hits;
  }

  /** The source whose entry is next to key {@code i}; the newest of those with the same key. */
  private int best(int i) {
    int best = -1;
    for (int s = 0; s < sources.length; s++) {
      if (candidates[s].isFound(i) && (best < 0 || isNearer(candidates[s], candidates[best], i))) {
        best = s;
      }
    }
    return best;
  }

  private boolean isNearer(FoundEntries a, FoundEntries b, int i) {
    int order = Memory.compare(a.keyAddress(i), a.keyLength(i), b.keyAddress(i), b.keyLength(i));
    return nearest.isBelow() ? order > 0 : order < 0;
  }

  /**
   * Takes an entry that a source has found, as a row of the version. Copies it if the source may
   * forget it before the batch is complete.
   */
  private void keep(int number, int source, int i) {
    FoundEntries from = candidates[source];
    long key = from.keyAddress(i);
    long value = from.addresses()[i];
    int length = from.lengths()[i];
    if (!sources[source].isMapped()) {
      key = kept.copy(key, from.keyLength(i));
      value = rows[source] == null ? kept.copy(value, length) : value;
    }
    if (rows[source] != null) {
      value = rows[source].convert(value, length);
      length = rows[source].length();
    }
    found.put(number, key, from.keyLength(i), value, length);
  }

  /** Answers the keys that have met many deleted keys: it walks the merged layers from there. */
  private int merge(KeyBatch keys) {
    int hits = 0;
    for (int i = 0; i < keys.count(); i++) {
      int offset = keys.offset(i);
      byte[] key = Arrays.copyOfRange(keys.bytes(), offset, offset + keys.length(i));
      EntryCursor live = beyond(key, keys.prefix(i));
      if (live.next()) {
        found.put(
            again.number(i),
            kept.copy(live.keyAddress(), live.keyLength()),
            live.keyLength(),
            kept.copy(live.valueAddress(), live.valueLength()),
            live.valueLength());
        live.requireWhole();
        hits++;
      }
    }
    return hits;
  }

  /** The entries on the wanted side of a key that share its prefix, the nearest first. */
  private EntryCursor beyond(byte[] key, int prefix) {
    if (nearest.isBelow()) {
      return files.scanBackward(Arrays.copyOf(key, prefix), key);
    }
    byte[] behindKey = Arrays.copyOf(key, key.length + 1);
    return files.scan(behindKey, KeyBounds.next(Arrays.copyOf(key, prefix)));
  }

  /** Converts the rows that the only source has found. */
  private void convert(int count) {
    if (rows[0] == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (found.isFound(i)) {
        long row = rows[0].convert(found.addresses()[i], found.lengths()[i]);
        found.putValue(i, row, rows[0].length());
      }
    }
  }
}
