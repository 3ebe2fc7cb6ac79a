/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.index.Faults;
import io.indexkv.key.KeyReader;
import io.indexkv.key.Keys;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.value.Values;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The entries of a scan, one after the other. For one thread at a time. It reads ahead up to 512
 * entries or about 64 KiB.
 *
 * <p>Methods throw {@link IllegalStateException} after this scan or its store is closed. They also
 * do so after a failure: a scan never skips what it could not read.
 */
public final class Entries<K, V> implements Iterator<Entry<K, V>>, Closeable {
  /**
   * Large, because the check after each batch that its file is whole costs as much as two entries.
   */
  private static final int MAX_AHEAD = 512;

  private static final int BYTES_AHEAD = 64 << 10;

  private final CloseGate gate;
  private final OpenSnapshot files;
  private final EntryCursor cursor;
  private final Keys<K> keys;
  private final Values<V> values;
  private final KeyReader reader;

  // the entries read ahead: keys one after the other, each value in an array of its own
  private byte[] keyBytes = new byte[256];
  private final int[] keyEnds = new int[MAX_AHEAD];
  private final byte[][] valueBytes = new byte[MAX_AHEAD][];
  private int count;
  private int next;

  /**
   * How many entries to read ahead next. It begins low, because the caller may stop after a few.
   */
  private int ahead = 1;

  /**
   * Set while a thread takes an entry or reads ahead. Null over mapped files: there two threads
   * cannot harm the process, and the guard would cost a tenth of a scan.
   */
  private final AtomicBoolean busy;

  private boolean ended;
  private boolean closed;
  private Throwable failure;

  Entries(CloseGate gate, OpenSnapshot files, EntryCursor cursor, Keys<K> keys, Values<V> values) {
    this.gate = gate;
    this.files = files;
    busy = files.isMapped() ? null : new AtomicBoolean();
    this.cursor = cursor;
    this.keys = keys;
    this.values = values;
    reader = new KeyReader(keys.type());
  }

  /**
   * Whether there is another entry.
   *
   * @throws IllegalStateException if the scan or the store is closed, the scan has failed, or
   *     another thread uses it at this moment
   * @throws io.indexkv.error.CorruptFileException if a file is damaged
   */
  @Override
  public boolean hasNext() {
    return busy == null ? isNext() : guardedHasNext();
  }

  private boolean guardedHasNext() {
    begin();
    try {
      return isNext();
    } finally {
      busy.setRelease(false);
    }
  }

  private void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "two threads use one scan of " + gate + ": begin a scan in each of them");
    }
  }

  // small, as all methods that run for each entry: the JIT compiles them as one
  private boolean isNext() {
    if (closed || failure != null) {
      throw unusable();
    }
    gate.requireOpen();
    return next < count || isMoreRead();
  }

  private IllegalStateException unusable() {
    if (closed) {
      return new IllegalStateException("the scan is closed");
    }
    gate.requireOpen();
    return new IllegalStateException(
        "the scan of " + gate + " has failed and cannot go on; begin a new one", failure);
  }

  /** Reads ahead, unless all entries have been read. Returns whether there is another entry. */
  private boolean isMoreRead() {
    if (!ended) {
      try {
        readAhead();
      } catch (RuntimeException | Error e) {
        failure = e;
        throw e;
      }
    }
    return next < count;
  }

  /**
   * The next entry.
   *
   * @throws NoSuchElementException if there is none
   * @throws IllegalStateException if the scan or the store is closed, the scan has failed, or
   *     another thread uses it at this moment
   * @throws io.indexkv.error.CorruptFileException if a file is damaged
   */
  @Override
  public Entry<K, V> next() {
    return busy == null ? take() : guardedNext();
  }

  private Entry<K, V> guardedNext() {
    begin();
    try {
      return take();
    } finally {
      busy.setRelease(false);
    }
  }

  private Entry<K, V> take() {
    if (!isNext()) {
      throw new NoSuchElementException("the scan has no more entries");
    }
    int i = next++;
    int start = i == 0 ? 0 : keyEnds[i - 1];
    try {
      K key = keys.decode(keyBytes, start, keyEnds[i] - start, reader);
      V value = values.decode(valueBytes[i]);
      valueBytes[i] = null;
      return new Entry<>(key, value);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private void readAhead() {
    next = 0;
    count = 0;
    int entered = gate.enter();
    try {
      int keysEnd = 0;
      long bytes = 0;
      while (count < ahead && bytes < BYTES_AHEAD) {
        if (!cursor.next()) {
          ended = true;
          break;
        }
        int length = cursor.keyLength();
        if (length > keyBytes.length - keysEnd) {
          keyBytes = Arrays.copyOf(keyBytes, Math.max(2 * keyBytes.length, keysEnd + length));
        }
        BatchLookup.copy(cursor.keyAddress(), keyBytes, keysEnd, length);
        keysEnd += length;
        keyEnds[count] = keysEnd;
        valueBytes[count++] = cursor.value();
        bytes += length + cursor.valueLength();
      }
      // checked before the caller sees the entries
      cursor.requireWhole();
      Faults.settle();
    } catch (InternalError e) {
      throw files.fault(e);
    } finally {
      gate.leave(entered);
    }
    ahead = Math.min(MAX_AHEAD, 4 * ahead);
  }

  /**
   * The remaining entries as a stream, in the order of the scan. Closing the stream closes this
   * scan.
   */
  public Stream<Entry<K, V>> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  @Override
  public void close() {
    closed = true;
  }
}
