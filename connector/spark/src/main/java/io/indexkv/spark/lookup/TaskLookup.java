/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.PrefixLookup;
import io.indexkv.store.read.SnapshotReader;
import java.io.Closeable;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * A store that is open for one task. Results are copied out of the store's memory. Thread-safe.
 * Closing stops a running lookup: it throws after the batch of keys that it is looking up, and
 * {@link #close()} waits for that.
 */
public final class TaskLookup<T> implements Closeable {
  /** How many keys are looked up together. */
  private static final int BATCH = 512;

  /** How many rows of a run are read at once. */
  private static final int RUN = 128;

  private final PinnedStore store;
  private final SnapshotReader reader;
  private final LookupKey key;
  private final Function<InternalRow, T> found;
  private final UnsafeRow row;
  private volatile boolean closed;

  /** True while a lookup runs; then the lookup, not {@code close}, closes the reader. */
  private boolean looking;

  private boolean released;

  private TaskLookup(PinnedStore store, SnapshotReader reader, FoundRow<T> found) {
    this.store = store;
    this.reader = reader;
    key = new LookupKey(store.key());
    this.found = found.converter();
    row = new UnsafeRow(store.schema().length());
  }

  public static <T> TaskLookup<T> open(PinnedStore store, FoundRow<T> found) {
    return new TaskLookup<>(store, store.open(), found);
  }

  public synchronized T get(Object... values) {
    begin();
    try {
      Optional<byte[]> bytes = key.encode(Arrays.asList(values));
      return bytes.isPresent() ? found(bytes.get()) : null;
    } finally {
      end();
    }
  }

  /** The row with an encoded key; null if there is none. */
  public synchronized T getEncoded(byte[] bytes) {
    begin();
    try {
      return found(bytes);
    } finally {
      end();
    }
  }

  private T found(byte[] key) {
    byte[] value = value(key);
    if (value == null) {
      return null;
    }
    row.pointTo(value, Platform.BYTE_ARRAY_OFFSET, value.length);
    return found.apply(row);
  }

  private byte[] value(byte[] key) {
    try {
      return reader.files().get(key);
    } catch (InternalError e) {
      throw reader.files().fault(e);
    }
  }

  public synchronized List<T> getMany(Iterable<?> keys) {
    begin();
    try {
      // counts the keys while it iterates: another thread may change their list meanwhile
      List<T> out = new ArrayList<>();
      LookupBatch batch = new LookupBatch(reader.files(), BATCH);
      IntConsumer hit = number -> out.set(number, found.apply(row));
      for (Object each : keys) {
        Optional<byte[]> bytes = key.encode(columns(each));
        if (bytes.isPresent()) {
          batch.add(out.size(), bytes.get());
        }
        out.add(null);
        if (batch.full()) {
          find(batch, hit);
        }
      }
      find(batch, hit);
      return out;
    } finally {
      end();
    }
  }

  /** The row whose key is next to a key; null if there is none. */
  public synchronized T nearest(Nearest nearest, Object... values) {
    begin();
    try {
      Optional<KeySpan> keys = key.whole(Arrays.asList(values));
      EntryCursor entries = keys.isPresent() ? keys.get().neighbour(nearest, reader.files()) : null;
      return entries != null && entries.next() ? row(entries) : null;
    } catch (InternalError e) {
      throw reader.files().fault(e);
    } finally {
      end();
    }
  }

  /** The row with the longest key that a text begins with; null if there is none. */
  public synchronized T longestPrefix(Object... values) {
    begin();
    try {
      Optional<AskedText> text = key.text(Arrays.asList(values));
      return text.isPresent() ? longest(text.get()) : null;
    } catch (InternalError e) {
      throw reader.files().fault(e);
    } finally {
      end();
    }
  }

  private T longest(AskedText text) {
    PrefixLookup lookup = reader.files().prefixes();
    int[] ends = {text.bytes().length};
    int hits = lookup.find(text.bytes(), ends, new int[] {text.prefix()}, 1);
    reader.files().look(1);
    if (hits == 0) {
      return null;
    }
    row.pointTo(null, lookup.addresses()[0], lookup.lengths()[0]);
    T converted = found.apply(row);
    Reference.reachabilityFence(lookup);
    return converted;
  }

  /** The rows whose keys have the given first columns, in key order. */
  public synchronized Iterator<T> scanPrefix(Object... values) {
    begin();
    try {
      Optional<KeySpan> keys = key.first(Arrays.asList(values));
      return keys.isPresent()
          ? new RunRows<T>(this::read, keys.get())
          : Collections.emptyIterator();
    } finally {
      end();
    }
  }

  /**
   * Adds the rows of some keys to {@code rows}.
   *
   * @return the keys whose rows are not read yet; null if there are none
   */
  private synchronized KeySpan read(KeySpan keys, Collection<? super T> rows) {
    begin();
    try {
      List<T> read = new ArrayList<>();
      byte[] last = null;
      EntryCursor entries = reader.files().scan(keys.from(), keys.to());
      while (read.size() < RUN && entries.next()) {
        last = entries.key();
        read.add(row(entries));
      }
      reader.files().look(read.size());
      rows.addAll(read);
      byte[] from = read.size() < RUN ? null : key.behind(last);
      return from == null ? null : new KeySpan(from, keys.to());
    } catch (InternalError e) {
      throw reader.files().fault(e);
    } finally {
      end();
    }
  }

  /** The row of a cursor's entry. */
  private T row(EntryCursor entries) {
    row.pointTo(null, entries.valueAddress(), entries.valueLength());
    T converted = found.apply(row);
    Reference.reachabilityFence(entries);
    return converted;
  }

  private void find(LookupBatch batch, IntConsumer hit) {
    requireOpen();
    batch.find(row, hit);
  }

  /** Ensures that no lookup runs inside another one, because both would use the same row. */
  private void begin() {
    requireOpen();
    if (looking) {
      throw new IllegalStateException(
          "store %s: the code that takes a row of a lookup table looks up in the same table: look up"
                  .formatted(store.location())
              + " afterwards, or load another table for it");
    }
    looking = true;
  }

  private void end() {
    looking = false;
    if (closed) {
      release();
    }
  }

  private List<?> columns(Object key) {
    return this.key.columns() > 1 && key instanceof List<?> list
        ? list
        : Collections.singletonList(key);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "store %s is closed: the task that opened it has ended, or its lookup table was closed"
              .formatted(store.location()));
    }
  }

  /**
   * Closes the store for this task. Idempotent.
   *
   * @throws io.indexkv.error.CorruptFileException if a file was cut short since it was opened, so
   *     that results may be wrong; the table is closed even then
   */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (!looking) {
        release();
      }
    }
  }

  private void release() {
    if (!released) {
      released = true;
      try {
        reader.files().requireWhole();
      } finally {
        reader.close();
      }
    }
  }
}
