/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.BatchLookup;
import io.indexkv.key.KeyType;
import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.value.Values;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks up batches of keys that are numbers, without an object for any key or value. It copies the
 * values of a batch into one buffer, which the next batch uses again.
 *
 * <p>A key is the number that {@link KeyType} defines: an int64 key is the number itself, a date is
 * its day, and a decimal is its unscaled value.
 *
 * <p>For one thread at a time. The values of a batch stay readable after the store is closed.
 */
public final class LongLookup<V> {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Number of keys that are looked up between two checks of the gate. */
  private static final int PIECE = 512;

  private static final int ABSENT = -1;

  /** Maximum length of an array that every JVM can make. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final CloseGate gate;
  private final OpenSnapshot files;
  private final KeyType type;
  private final Values<V> values;
  private final LayeredLookup lookup;
  private final AtomicBoolean busy = new AtomicBoolean();

  private final long[] words = new long[PIECE];
  private final long[] addresses = new long[PIECE];
  private final int[] lengths = new int[PIECE];

  // the batch: where in the buffer each value is
  private int count;
  private int[] offsets = new int[PIECE];
  private int[] sizes = new int[PIECE];
  private byte[] buffer = new byte[1 << 10];
  private int used;

  LongLookup(CloseGate gate, OpenSnapshot files, KeyType type, Values<V> values) {
    if (!type.isNumber()) {
      throw new IllegalStateException(
          "the keys of " + gate + " are " + type + ", not numbers: use getMany with keys instead");
    }
    this.gate = gate;
    this.files = files;
    this.type = type;
    this.values = values;
    lookup = files.isMapped() ? files.lookup(BatchLookup.WHOLE) : null;
  }

  /**
   * Looks up all keys of an array, as {@link #getMany(long[], int, int)} does. The batch replaces
   * the one before.
   *
   * @return the number of keys that were found
   */
  public int getMany(long[] keys) {
    Objects.requireNonNull(keys, "keys");
    return getMany(keys, 0, keys.length);
  }

  /**
   * Looks up {@code count} keys, beginning with the one at {@code from}. The batch replaces the one
   * before. Once the buffers fit the largest batch, it allocates nothing for a key and 16 bytes for
   * a batch, unless the store is compressed.
   *
   * @return the number of keys that were found
   * @throws IllegalArgumentException if a number is not a key of the type, or the values together
   *     have more than 2 GiB
   * @throws IllegalStateException if the store is closed, or another thread uses this lookup
   */
  public int getMany(long[] keys, int from, int count) {
    Objects.requireNonNull(keys, "keys");
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "two threads use one LongLookup: give each thread a lookup of its own");
    }
    try {
      return fill(keys, from, count);
    } finally {
      busy.set(false);
    }
  }

  private int fill(long[] keys, int from, int n) {
    Objects.checkFromIndexSize(from, n, keys.length);
    count = 0;
    used = 0;
    if (n > offsets.length) {
      offsets = new int[n];
      sizes = new int[n];
    }
    int hits = 0;
    for (int done = 0; done < n; done += PIECE) {
      int piece = Math.min(PIECE, n - done);
      int entered = gate.enter();
      try {
        for (int i = 0; i < piece; i++) {
          long key = keys[from + done + i];
          type.requireHeld(key);
          words[i] = type.word(key);
        }
        hits += lookup == null ? single(piece, done) : batch(piece, done);
        if (lookup != null && done + piece == n) {
          files.look(n); // after the last piece only, because a look allocates
        }
      } catch (InternalError e) {
        throw files.fault(e);
      } finally {
        gate.leave(entered);
      }
    }
    count = n;
    return hits;
  }

  private int batch(int n, int at) {
    int hits = lookup.find(words, n, addresses, lengths);
    for (int i = 0; i < n; i++) {
      if (addresses[i] == 0) {
        sizes[at + i] = ABSENT;
      } else {
        int offset = room(at + i, lengths[i]);
        BatchLookup.copy(addresses[i], buffer, offset, lengths[i]);
      }
    }
    Reference.reachabilityFence(lookup);
    return hits;
  }

  private int single(int n, int at) {
    int hits = 0;
    List<byte[]> asked = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      asked.add(type.bytes(words[i]));
    }
    byte[][] found = files.getMany(asked);
    for (int i = 0; i < n; i++) {
      byte[] value = found[i];
      if (value == null) {
        sizes[at + i] = ABSENT;
      } else {
        int offset = room(at + i, value.length);
        System.arraycopy(value, 0, buffer, offset, value.length);
        hits++;
      }
    }
    return hits;
  }

  /**
   * Reserves room in the buffer for value {@code i}.
   *
   * @return the offset of the value in the buffer
   */
  private int room(int i, int length) {
    int offset = used;
    if (length > MAX_BYTES - offset) {
      throw new IllegalArgumentException(
          "the values of the first "
              + (i + 1)
              + " keys have more than 2 GiB: ask for fewer keys at a time");
    }
    used += length;
    if (used > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(MAX_BYTES, Math.max(2L * buffer.length, used)));
    }
    offsets[i] = offset;
    sizes[i] = length;
    return offset;
  }

  /** Number of keys in the batch. */
  public int count() {
    return count;
  }

  /**
   * Whether the store has key {@code i} of the batch.
   *
   * @param i position of the key in the batch, from 0
   */
  public boolean contains(int i) {
    return sizes[checked(i)] != ABSENT;
  }

  /**
   * Decodes the value of key {@code i} of the batch; null if the key is absent.
   *
   * @param i position of the key in the batch, from 0
   */
  public V value(int i) {
    return contains(i)
        ? values.decode(Arrays.copyOfRange(buffer, offsets[i], offsets[i] + sizes[i]))
        : null;
  }

  /**
   * Reads the value of key {@code i} as a little-endian number, as {@code Values.int64()} writes
   * it.
   *
   * @param i position of the key in the batch, from 0
   * @throws IllegalArgumentException if the value does not have 8 bytes
   * @throws IllegalStateException if the key is absent: call {@link #contains} first
   */
  public long int64(int i) {
    if (length(i) != Long.BYTES) {
      throw new IllegalArgumentException(
          "not an int64 value: expected 8 bytes, found " + sizes[i] + " of key " + i);
    }
    return (long) LONG.get(buffer, offsets[i]);
  }

  /**
   * The buffer with the values of this batch. Each value has {@link #length} bytes from {@link
   * #offset} on.
   */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Offset of the value of key {@code i} in the buffer.
   *
   * @param i position of the key in the batch, from 0
   * @throws IllegalStateException if the key is absent: call {@link #contains} first
   */
  public int offset(int i) {
    length(i);
    return offsets[i];
  }

  /**
   * Length in bytes of the value of key {@code i}.
   *
   * @param i position of the key in the batch, from 0
   * @throws IllegalStateException if the key is absent: call {@link #contains} first
   */
  public int length(int i) {
    if (!contains(i)) {
      throw new IllegalStateException("key " + i + " of the batch is absent: call contains first");
    }
    return sizes[i];
  }

  private int checked(int i) {
    return Objects.checkIndex(i, count);
  }
}
