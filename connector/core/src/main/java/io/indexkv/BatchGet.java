/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.BatchLookup;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.value.Values;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Looks up keys of any type in batches. Thread-safe. */
record BatchGet<K, V>(CloseGate gate, OpenSnapshot files, Keys<K> keys, Values<V> values) {
  /** Number of keys that are looked up between two checks of the gate. */
  private static final int PIECE = 1024;

  /**
   * Smaller batches are looked up key by key: the arrays of a batch would cost more than they save.
   */
  private static final int FEW = 8;

  /** Maximum number of values to reserve room for in advance. */
  private static final int MAX_HINTED = 1 << 20;

  List<V> get(Collection<? extends K> asked) {
    // only a hint: other threads may change the collection, and some collections do not know their
    // size
    int size = asked.size();
    List<V> found = new ArrayList<>(Math.max(0, Math.min(size, MAX_HINTED)));
    boolean batched = size >= FEW && files.isMapped();
    LayeredLookup lookup = batched ? files.lookup(BatchLookup.WHOLE) : null;
    Iterator<? extends K> rest = asked.iterator();
    byte[][] piece = new byte[Math.max(FEW, Math.min(PIECE, size))][];
    while (rest.hasNext()) {
      int n =
          keys.type().wordWidth() > 0 && batched
              ? words(rest, lookup, piece)
              : bytes(rest, lookup, piece);
      for (int i = 0; i < n; i++) {
        found.add(piece[i] == null ? null : values.decode(piece[i]));
        piece[i] = null;
      }
    }
    return found;
  }

  private int words(Iterator<? extends K> asked, LayeredLookup lookup, byte[][] found) {
    long[] words = new long[found.length];
    int n = 0;
    while (n < words.length && asked.hasNext()) {
      words[n++] = keys.word(asked.next());
    }
    long[] addresses = new long[n];
    int[] lengths = new int[n];
    int entered = gate.enter();
    try {
      lookup.find(words, n, addresses, lengths);
      copy(n, addresses, lengths, found);
      Reference.reachabilityFence(lookup);
    } finally {
      gate.leave(entered);
    }
    return n;
  }

  private int bytes(Iterator<? extends K> asked, LayeredLookup lookup, byte[][] found) {
    KeyWriter key = new KeyWriter(keys.type());
    byte[] all = new byte[16 * found.length];
    int[] ends = new int[found.length];
    int n = 0;
    int end = 0;
    while (n < ends.length && asked.hasNext()) {
      keys.encode(asked.next(), key);
      if (key.length() > all.length - end) {
        all = Arrays.copyOf(all, Math.max(2 * all.length, end + key.length()));
      }
      System.arraycopy(key.buffer(), 0, all, end, key.length());
      end += key.length();
      ends[n++] = end;
    }
    int entered = gate.enter();
    try {
      find(all, ends, n, lookup, found);
    } finally {
      gate.leave(entered);
    }
    return n;
  }

  private void find(byte[] keys, int[] ends, int n, LayeredLookup lookup, byte[][] found) {
    if (lookup == null) {
      List<byte[]> asked = new ArrayList<>(n);
      for (int i = 0, start = 0; i < n; start = ends[i++]) {
        asked.add(Arrays.copyOfRange(keys, start, ends[i]));
      }
      System.arraycopy(files.getMany(asked), 0, found, 0, n);
      return;
    }
    long[] addresses = new long[n];
    int[] lengths = new int[n];
    lookup.find(keys, ends, n, addresses, lengths);
    copy(n, addresses, lengths, found);
    Reference.reachabilityFence(lookup);
  }

  private void copy(int n, long[] addresses, int[] lengths, byte[][] found) {
    try {
      for (int i = 0; i < n; i++) {
        if (addresses[i] != 0) {
          found[i] = new byte[lengths[i]];
          BatchLookup.copy(addresses[i], found[i], 0, lengths[i]);
        }
      }
      files.look(n);
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }
}
