/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.LayerWriter;
import io.indexkv.value.RowValues;
import io.indexkv.value.Values;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes the next version of a store from entries in any order. {@link #commit()} publishes it in
 * one step. After {@link #close()} alone, or after a failure, no file stays. Not thread-safe.
 *
 * <p>The writer writes entries at once as long as they come in key order. From the first one out of
 * order on, it sorts entries in memory. When they exceed the memory of the options, it uses
 * temporary files.
 *
 * <p>While it writes a file, it holds about 16 bytes of heap for each entry of the file, for the
 * index.
 */
public final class StoreWriter<K, V> implements Closeable {
  private static final int MAX_ENTRY_BYTES = Integer.MAX_VALUE - 64;

  private final Storage storage;
  private final Keys<K> keys;
  private final Values<V> values;
  private final boolean upsert;
  private final WriteTarget target;
  private final WriteMeter meter;
  private final LayerWriter layer;
  private final KeyWriter key;
  private boolean ended;

  StoreWriter(Storage storage, Path temporary, Keys<K> keys, Values<V> values, WriteOptions options)
      throws IOException {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(options, "options");
    this.storage = storage;
    this.keys = keys;
    this.values = values;
    upsert = options.isUpsert();
    target = WriteTarget.of(storage, keys, values, options);
    meter = new WriteMeter(options, storage.location());
    key = new KeyWriter(keys.type());
    int keyWidth = keys.type().width();
    Path runs = options.temporary() == null ? temporary : options.temporary();
    SortOptions sort =
        new SortOptions(
            keyWidth,
            options.memoryBytes(),
            runs,
            options.duplicates(),
            bytes -> KeyText.of(keys.decode(bytes)));
    StoreFileOptions files =
        new StoreFileOptions(
            keyWidth,
            values instanceof RowValues ? SchemaRows.ALIGNMENT : 1,
            options.blockBytes(),
            options.compression(),
            target.fileProperties());
    layer =
        upsert
            ? LayerWriter.ofChanges(storage, files, options.fileBytes(), sort, meter)
            : LayerWriter.ofEntries(storage, files, options.fileBytes(), sort, meter);
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalArgumentException if the key or the value cannot be encoded; the writer can go
   *     on
   * @throws io.indexkv.error.DuplicateKeyException if the options refuse duplicates and the writer
   *     finds one now; if it finds one only when it merges, {@link #commit} throws this
   * @throws java.util.concurrent.CancellationException if the token of the options is true
   */
  public void add(K key, V value) throws IOException {
    requireGoing();
    keys.encode(key, this.key);
    if (value == null) {
      throw new IllegalArgumentException(
          "null is no value for key "
              + KeyText.of(keys.decode(Arrays.copyOf(this.key.buffer(), this.key.length())))
              + ": to delete the key, call delete() in an upsert");
    }
    byte[] bytes = values.encode(value);
    requireSound(bytes);
    int keyLength = this.key.length();
    if (bytes.length > MAX_ENTRY_BYTES - keyLength) {
      throw new IllegalArgumentException(
          "a key of "
              + keyLength
              + " and a value of "
              + bytes.length
              + " bytes: an entry has at most "
              + MAX_ENTRY_BYTES);
    }
    try {
      layer.add(this.key.buffer(), 0, keyLength, bytes, 0, bytes.length);
      meter.added((long) keyLength + bytes.length);
    } catch (Throwable e) {
      abandon(e);
      throw e;
    }
  }

  /** Rejects a row that readers would report as damage. */
  private void requireSound(byte[] bytes) {
    if (target.check() == ValueCheck.ANY) {
      return;
    }
    ValueCheck.Problem problem = target.check().problem(ByteBuffer.wrap(bytes), 0, bytes.length);
    if (problem != null) {
      throw new IllegalArgumentException(
          "the value is not a row of the store "
              + storage.location()
              + ": expected "
              + problem.expected()
              + ", found "
              + problem.found());
    }
  }

  /**
   * Deletes a key, which need not be in the store. Within one write, adding and deleting the same
   * key counts as a duplicate, and the options' duplicates policy applies.
   *
   * @throws IllegalStateException if the write is not an upsert: an overwrite begins without
   *     entries
   */
  public void delete(K key) throws IOException {
    requireGoing();
    if (!upsert) {
      throw new IllegalStateException(
          "a key of "
              + storage.location()
              + " cannot be deleted by a write that replaces all entries: write with upsert()");
    }
    keys.encode(key, this.key);
    try {
      layer.delete(this.key.buffer(), 0, this.key.length());
      meter.added(this.key.length());
    } catch (Throwable e) {
      abandon(e);
      throw e;
    }
  }

  /** Adds the entries of an iterator, in its order. */
  public void addAll(Iterator<? extends Entry<K, V>> entries) throws IOException {
    Objects.requireNonNull(entries, "entries");
    while (entries.hasNext()) {
      Entry<K, V> entry = entries.next();
      add(entry.key(), entry.value());
    }
  }

  /** Adds the entries of a stream, in its order. Does not close the stream. */
  public void addAll(Stream<? extends Entry<K, V>> entries) throws IOException {
    Objects.requireNonNull(entries, "entries");
    addAll(entries.iterator());
  }

  /**
   * Completes the files and publishes them as the next version.
   *
   * @return number of the version
   * @throws io.indexkv.error.CommitConflictException if another writer published a version since
   *     this writer was made. An upsert never fails so: it goes on top of the other version. Nor
   *     does an overwrite with {@link OverwriteConflict#REPLACE}.
   * @throws IllegalStateException if an upsert would leave more layers than the options allow
   * @throws CommitStateUnknownException if the storage does not tell whether the version was
   *     published; nothing was deleted
   */
  public long commit() throws IOException {
    requireGoing();
    Layer files;
    try {
      files = layer.finish();
      meter.tell();
    } catch (Throwable e) {
      abandon(e);
      throw e;
    }
    ended = true;
    Manifest manifest;
    try {
      manifest = target.publish(files);
    } catch (CommitStateUnknownException | Error e) {
      layer.keep();
      throw e;
    } catch (IOException | RuntimeException e) {
      abandon(e);
      throw e;
    }
    layer.keep();
    return manifest.version();
  }

  /** Deletes the files written so far. */
  private void abandon(Throwable failure) {
    ended = true;
    try {
      layer.close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void requireGoing() {
    if (ended) {
      throw new IllegalStateException(
          "writing " + storage.location() + " has ended: it was committed, closed, or failed");
    }
  }

  /** Number of sorted runs that were written to temporary files. */
  int runs() {
    return layer.runs();
  }

  /** Abandons the version unless it was committed. Idempotent. */
  @Override
  public void close() throws IOException {
    ended = true;
    layer.close();
  }
}
