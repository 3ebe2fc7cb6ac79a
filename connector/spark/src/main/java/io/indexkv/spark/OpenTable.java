/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.spark.codec.PinnedStore;
import io.indexkv.store.SnapshotReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * A store open for one task. What it returns is copied out of the store's memory. Thread-safe;
 * closing waits for a lookup that is running.
 */
final class OpenTable<T> implements Closeable {
  /** Keys that are looked up together. */
  private static final int BATCH = 512;

  private final PinnedStore store;
  private final SnapshotReader reader;
  private final TableKey key;
  private final Function<InternalRow, T> found;
  private final UnsafeRow row;
  private boolean closed;

  private OpenTable(PinnedStore store, SnapshotReader reader, FoundRow<T> found) {
    this.store = store;
    this.reader = reader;
    key = new TableKey(store.key());
    this.found = found.converter();
    row = new UnsafeRow(store.schema().length());
  }

  static <T> OpenTable<T> open(PinnedStore store, FoundRow<T> found) {
    try {
      return new OpenTable<>(store, store.open(), found);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open store " + store.location() + " version " + store.version(), e);
    }
  }

  synchronized T get(Object... values) {
    checkOpen();
    // a null without a cast is no array
    Optional<byte[]> bytes =
        key.encode(values == null ? Arrays.asList((Object) null) : Arrays.asList(values));
    byte[] value = bytes.isPresent() ? value(bytes.get()) : null;
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

  synchronized List<T> getMany(List<?> keys) {
    checkOpen();
    List<T> out = new ArrayList<>(Collections.nCopies(keys.size(), null));
    TableBatch batch = new TableBatch(reader.files(), BATCH);
    for (int i = 0; i < keys.size(); i++) {
      Optional<byte[]> bytes = key.encode(columns(keys.get(i)));
      if (bytes.isPresent()) {
        batch.add(i, bytes.get());
      }
      if (batch.full() || i == keys.size() - 1) {
        batch.find(
            row,
            number -> {
              out.set(number, found.apply(row));
            });
      }
    }
    return out;
  }

  private List<?> columns(Object key) {
    return this.key.columns() > 1 && key instanceof List<?> list
        ? list
        : Collections.singletonList(key);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "store %s was closed: the task that opened it has ended".formatted(store.location()));
    }
  }

  /**
   * Idempotent.
   *
   * @throws io.indexkv.file.CorruptFileException if a file was cut short since it was opened, so
   *     that what was found may be wrong; the table is closed then too
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        reader.files().requireWhole();
      } finally {
        reader.close();
      }
    }
  }
}
