/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.KeyBatch;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.OrderedLookup;
import io.indexkv.value.Values;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Finds the neighbours of keys in a {@link Store}. It follows the order of the store, which is the
 * order of the keys' bytes: see {@link Keys}. Deleted keys are no neighbours. Immutable and
 * thread-safe.
 *
 * <p>Batches are faster than single calls. They read a block of a compressed or remote store once
 * for all keys that need it.
 */
public final class OrderedView<K, V> {
  /** Number of keys that are looked up between two checks of the gate. */
  private static final int PIECE = 1024;

  private final CloseGate gate;
  private final OpenSnapshot files;
  private final Keys<K> keys;
  private final Values<V> values;
  private final int equalColumns;

  OrderedView(
      CloseGate gate, OpenSnapshot files, Keys<K> keys, Values<V> values, int equalColumns) {
    this.gate = gate;
    this.files = files;
    this.keys = keys;
    this.values = values;
    this.equalColumns = equalColumns;
  }

  /**
   * A view in which keys are neighbours only if they have the same first columns. For keys of an
   * account and a time, {@code within(1).floor(key)} finds the account's last entry up to the time.
   *
   * @param columns number of first key columns that are the same, less than the key has
   * @throws IllegalArgumentException if the key does not have more columns
   */
  public OrderedView<K, V> within(int columns) {
    int all = keys.type().columns().size();
    if (columns < 0 || columns >= all) {
      throw new IllegalArgumentException(
          columns + " equal columns of a " + keys.type() + " key: expected 0 to " + (all - 1));
    }
    return new OrderedView<>(gate, files, keys, values, columns);
  }

  /** The last entry with a key of at most {@code key}, or null. */
  public Entry<K, V> floor(K key) {
    return find(Nearest.FLOOR, key);
  }

  /** The last entry with a key below {@code key}, or null. */
  public Entry<K, V> lower(K key) {
    return find(Nearest.LOWER, key);
  }

  /** The first entry with a key of at least {@code key}, or null. */
  public Entry<K, V> ceiling(K key) {
    return find(Nearest.CEILING, key);
  }

  /** The first entry with a key above {@code key}, or null. */
  public Entry<K, V> higher(K key) {
    return find(Nearest.HIGHER, key);
  }

  /** What {@link #floor} finds for each key, in their order. */
  public List<Entry<K, V>> floorMany(Collection<? extends K> keys) {
    return find(Nearest.FLOOR, keys);
  }

  /** What {@link #lower} finds for each key, in their order. */
  public List<Entry<K, V>> lowerMany(Collection<? extends K> keys) {
    return find(Nearest.LOWER, keys);
  }

  /** What {@link #ceiling} finds for each key, in their order. */
  public List<Entry<K, V>> ceilingMany(Collection<? extends K> keys) {
    return find(Nearest.CEILING, keys);
  }

  /** What {@link #higher} finds for each key, in their order. */
  public List<Entry<K, V>> higherMany(Collection<? extends K> keys) {
    return find(Nearest.HIGHER, keys);
  }

  private Entry<K, V> find(Nearest nearest, K key) {
    return find(nearest, Arrays.asList(key)).get(0);
  }

  private List<Entry<K, V>> find(Nearest nearest, Collection<? extends K> asked) {
    Objects.requireNonNull(asked, "keys");
    gate.requireOpen();
    List<Entry<K, V>> found = new ArrayList<>();
    OrderedLookup lookup = null;
    Iterator<? extends K> rest = asked.iterator();
    Piece piece = new Piece(Math.max(1, Math.min(PIECE, asked.size())));
    while (rest.hasNext()) {
      piece.encode(rest);
      int entered = gate.enter();
      try {
        lookup = lookup == null ? files.ordered(nearest, Asked.KEYS) : lookup;
        piece.find(lookup);
      } catch (InternalError e) {
        throw files.fault(e);
      } finally {
        gate.leave(entered);
      }
      piece.decode(found);
    }
    return found;
  }

  /** Some of the keys of a batch, and the bytes of their entries. */
  private final class Piece {
    private final KeyWriter writer = new KeyWriter(keys.type());
    private final KeyBatch batch = new KeyBatch();
    private final byte[][] foundKeys;
    private final byte[][] foundValues;

    Piece(int size) {
      foundKeys = new byte[size][];
      foundValues = new byte[size][];
    }

    void encode(Iterator<? extends K> asked) {
      batch.clear();
      while (batch.count() < foundKeys.length && asked.hasNext()) {
        keys.encode(asked.next(), writer);
        batch.add(writer.buffer(), writer.length(), writer.written(equalColumns));
      }
    }

    void find(OrderedLookup lookup) {
      lookup.find(batch);
      long[] addresses = lookup.addresses();
      for (int i = 0; i < batch.count(); i++) {
        foundKeys[i] = null;
        if (addresses[i] != 0) {
          foundKeys[i] = copy(lookup.keyAddress(i), lookup.keyLength(i));
          foundValues[i] = copy(addresses[i], lookup.lengths()[i]);
        }
      }
      files.look(batch.count());
      Reference.reachabilityFence(lookup);
    }

    private static byte[] copy(long address, int length) {
      byte[] copy = new byte[length];
      BatchLookup.copy(address, copy, 0, length);
      return copy;
    }

    void decode(List<Entry<K, V>> found) {
      for (int i = 0; i < batch.count(); i++) {
        found.add(
            foundKeys[i] == null
                ? null
                : new Entry<>(keys.decode(foundKeys[i]), values.decode(foundValues[i])));
      }
    }
  }
}
