/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.KeyNotFoundException;
import io.indexkv.key.KeyBounds;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One version of a store, open for lookups and scans. Thread-safe: lookups take no lock and do not
 * block virtual threads. {@link #close()} waits for running operations; after it every method
 * throws {@link IllegalStateException}.
 *
 * <p>The first read of a damaged block throws {@link io.indexkv.error.CorruptFileException}. In a
 * store that is read remotely, a failed read throws {@link java.io.UncheckedIOException}. A failed
 * read is never reported as a missing key.
 */
public final class Store<K, V> implements Closeable {
  private final SnapshotReader snapshot;
  private final OpenSnapshot files;
  private final Manifest manifest;
  private final Keys<K> keys;
  private final Values<V> values;
  private final CloseGate gate;
  private final boolean words;

  private Store(SnapshotReader snapshot, String name, Keys<K> keys, Values<V> values) {
    this.snapshot = snapshot;
    this.keys = keys;
    this.values = values;
    files = snapshot.files();
    manifest = snapshot.manifest();
    gate = new CloseGate(name);
    words = keys.type().wordWidth() > 0 && files.isMapped();
  }

  /**
   * Opens the newest version of the store in a local directory.
   *
   * @throws IllegalArgumentException if the store was written with keys or values of other types
   * @throws NoSuchFileException if there is no store
   * @throws io.indexkv.error.BrokenSnapshotException if a file is missing, or is not the one that
   *     the version lists
   */
  public static <K, V> Store<K, V> open(Path path, Keys<K> keys, Values<V> values)
      throws IOException {
    return open(path, keys, values, OpenOptions.defaults());
  }

  /**
   * Opens a version of the store in a local directory.
   *
   * @param options which version to open, by default the newest, and how to read its files
   * @throws IllegalArgumentException if the store does not have the version, or was written with
   *     keys or values of other types
   * @throws NoSuchFileException if there is no store
   * @throws io.indexkv.error.BrokenSnapshotException if a file is missing, or is not the one that
   *     the version lists
   */
  public static <K, V> Store<K, V> open(
      Path path, Keys<K> keys, Values<V> values, OpenOptions options) throws IOException {
    Objects.requireNonNull(path, "path");
    return open(new LocalStorage(path), keys, values, options);
  }

  /** Opens a store on any storage. */
  @Internal
  public static <K, V> Store<K, V> open(
      Storage storage, Keys<K> keys, Values<V> values, OpenOptions options) throws IOException {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(options, "options");
    Manifest manifest = manifest(storage, options.pin());
    String name = "version " + manifest.version() + " of the store " + storage.location();
    StoredTypes.check(manifest, name, keys, values);
    return new Store<>(SnapshotReader.open(storage, manifest, options.mode()), name, keys, values);
  }

  private static Manifest manifest(Storage storage, Pin pin) throws IOException {
    Optional<Manifest> found = pin.resolve(storage);
    return found.orElseThrow(
        () ->
            new NoSuchFileException(
                storage.location(), null, "there is no store here; Store.write makes one"));
  }

  /**
   * Begins the next version of the store in a local directory. The directory need not exist yet.
   * {@link StoreWriter#commit()} publishes the version.
   */
  public static <K, V> StoreWriter<K, V> write(Path path, Keys<K> keys, Values<V> values)
      throws IOException {
    return write(path, keys, values, WriteOptions.defaults());
  }

  /**
   * Begins the next version of the store in a local directory, with options. {@link
   * StoreWriter#commit()} publishes the version.
   *
   * @throws IllegalArgumentException if the options do not fit the keys, or an upsert has other
   *     types than the store
   */
  public static <K, V> StoreWriter<K, V> write(
      Path path, Keys<K> keys, Values<V> values, WriteOptions options) throws IOException {
    Objects.requireNonNull(path, "path");
    return new StoreWriter<>(
        new LocalStorage(path),
        path.toAbsolutePath().resolve(DataFile.DIRECTORY),
        keys,
        values,
        options);
  }

  /** Begins the next version of a store on any storage. */
  @Internal
  public static <K, V> StoreWriter<K, V> write(
      Storage storage, Keys<K> keys, Values<V> values, WriteOptions options) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return new StoreWriter<>(storage, temporary, keys, values, options);
  }

  /**
   * Writes and publishes the next version of the store in a local directory. It replaces all
   * entries.
   *
   * @param entries the entries, in any order
   * @param expectedEntries about how many entries there are, for the progress; -1 if unknown
   * @return number of the new version
   */
  public static <K, V> long write(
      Path path,
      Keys<K> keys,
      Values<V> values,
      Stream<? extends Entry<K, V>> entries,
      long expectedEntries)
      throws IOException {
    Objects.requireNonNull(entries, "entries");
    WriteOptions options = WriteOptions.defaults().expectedEntries(expectedEntries);
    try (StoreWriter<K, V> writer = write(path, keys, values, options)) {
      writer.addAll(entries);
      return writer.commit();
    }
  }

  /**
   * Folds all layers of the store in a local directory into one, so that a lookup searches only one
   * place. Publishes the result as the next version. {@link StoreHistory#compact} does the same
   * with options.
   *
   * @return number of the newest version; it is the same as before if there was nothing to gain
   * @throws io.indexkv.error.CommitConflictException if another writer overwrote the store
   *     meanwhile
   */
  public static long compact(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    Storage storage = new LocalStorage(path);
    Manifest newest = manifest(storage, Version.newest().pin());
    Optional<Manifest> compacted = CompactOptions.defaults().compact(storage, Author.process());
    return compacted.orElse(newest).version();
  }

  /**
   * The value of {@code key}, or null if absent.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type, or the stored
   *     bytes are not a value of its type
   */
  public V get(K key) {
    byte[] value = words ? bytes(keys.word(key)) : bytes(keys.encoded(key));
    return value == null ? null : values.decode(value);
  }

  /**
   * The encoded value of the key of {@code word}, or null if absent. Call it only if keys are
   * words.
   */
  byte[] bytes(long word) {
    int entered = gate.enter();
    try {
      return words ? files.get(word) : files.get(keys.type().bytes(word));
    } catch (InternalError e) {
      throw files.fault(e);
    } finally {
      gate.leave(entered);
    }
  }

  /** The encoded value of {@code key}, or null if absent. */
  byte[] bytes(KeyWriter key) {
    int entered = gate.enter();
    try {
      return files.get(key.buffer(), 0, key.length());
    } catch (InternalError e) {
      throw files.fault(e);
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * The value of a key that must be there.
   *
   * @throws KeyNotFoundException if the store does not have the key
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type, or the stored
   *     bytes are not a value of its type
   */
  public V require(K key) {
    V value = get(key);
    if (value == null) {
      throw new KeyNotFoundException(this + " has no key " + KeyText.of(key));
    }
    return value;
  }

  /**
   * Whether the store has {@code key}.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public boolean contains(K key) {
    return contains(keys.encoded(key));
  }

  boolean contains(KeyWriter key) {
    int entered = gate.enter();
    try {
      return files.contains(key.buffer(), 0, key.length());
    } catch (InternalError e) {
      throw files.fault(e);
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * The values of {@code keys} in their order, null where a key is absent. A batch is faster than
   * single lookups, because the memory latencies of its keys overlap.
   *
   * @throws IllegalArgumentException if a key is not of the store's type, or the stored bytes are
   *     not a value of its type
   */
  public List<V> getMany(Collection<? extends K> keys) {
    Objects.requireNonNull(keys, "keys");
    gate.requireOpen();
    return new BatchGet<>(gate, files, this.keys, values).get(keys);
  }

  /**
   * A lookup for batches of numbers. It allocates nothing for a key or a value.
   *
   * @throws IllegalStateException if the keys are not numbers
   */
  public LongLookup<V> longLookup() {
    gate.requireOpen();
    return new LongLookup<>(gate, files, keys.type(), values);
  }

  /**
   * Looks up {@code key} on {@code executor}, as {@link #get} does. If the lookup fails, or the
   * executor rejects it, the future fails. Tasks that {@code shutdownNow} drops never complete
   * their futures: use a timeout.
   */
  public CompletableFuture<V> getAsync(K key, Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return async(() -> get(key), executor);
  }

  /**
   * Looks up {@code keys} on {@code executor}, as {@link #getMany} does. The future fails as that
   * of {@link #getAsync} does. The caller must not change {@code keys} until the future is
   * complete.
   */
  public CompletableFuture<List<V>> getManyAsync(Collection<? extends K> keys, Executor executor) {
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(executor, "executor");
    return async(() -> getMany(keys), executor);
  }

  private static <T> CompletableFuture<T> async(Supplier<T> lookup, Executor executor) {
    try {
      return CompletableFuture.supplyAsync(lookup, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Scans the entries with keys in {@code range}, in key order.
   *
   * @throws IllegalArgumentException if a bound of {@code range} is not a key of the store's type
   */
  public Entries<K, V> scan(Range<K> range) {
    Objects.requireNonNull(range, "range");
    return scan(range.from(keys), range.to(keys));
  }

  private Entries<K, V> scan(byte[] from, byte[] to) {
    int entered = gate.enter();
    try {
      return new Entries<>(gate, files, files.scan(from, to), keys, values);
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * Scans the entries with keys in {@code range} in reverse key order.
   *
   * @throws IllegalArgumentException if a bound of {@code range} is not a key of the store's type
   */
  public Entries<K, V> scanBackward(Range<K> range) {
    Objects.requireNonNull(range, "range");
    byte[] from = range.from(keys);
    byte[] to = range.to(keys);
    int entered = gate.enter();
    try {
      return new Entries<>(gate, files, files.scanBackward(from, to), keys, values);
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * Scans the entries whose keys have the given first columns, in key order.
   *
   * @param columns the values of the first key columns, as a composite key has them
   * @throws IllegalArgumentException if they are not values of the first key columns
   */
  public Entries<K, V> scanPrefix(Object... columns) {
    byte[] from = keys.beginning(columns);
    if (columns.length == keys.type().columns().size()) {
      return scan(from, Arrays.copyOf(from, from.length + 1)); // a whole key
    }
    return scan(from, KeyBounds.next(from));
  }

  /** Finds the neighbours of keys: floor, ceiling and so on, for one key or for batches. */
  public OrderedView<K, V> ordered() {
    gate.requireOpen();
    return new OrderedView<>(gate, files, keys, values, 0);
  }

  /**
   * The last entry with a key of at most {@code key}, or null. {@link #ordered()} has other
   * neighbours, and batches.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public Entry<K, V> floor(K key) {
    return ordered().floor(key);
  }

  /**
   * The last entry with a key below {@code key}, or null.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public Entry<K, V> lower(K key) {
    return ordered().lower(key);
  }

  /**
   * The first entry with a key of at least {@code key}, or null.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public Entry<K, V> ceiling(K key) {
    return ordered().ceiling(key);
  }

  /**
   * The first entry with a key above {@code key}, or null.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public Entry<K, V> higher(K key) {
    return ordered().higher(key);
  }

  /** Where the bytes of the store are now: mapped, copied, or in the page cache. */
  public StoreMemory memory() {
    int entered = gate.enter();
    try {
      return StoreMemory.of(snapshot.memory());
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * Number of keys in this version. It is known for a version of one layer. With several layers the
   * first call counts it: it looks up each key of all layers but the oldest.
   */
  public long size() {
    int entered = gate.enter();
    try {
      return files.entries();
    } finally {
      gate.leave(entered);
    }
  }

  /** Number of the open version. */
  public long version() {
    gate.requireOpen();
    return manifest.version();
  }

  /**
   * Whether both are the same commit. The number alone does not tell: a store that was rewritten or
   * restored from a copy can have another version of the same number.
   */
  boolean isSameVersion(Store<?, ?> other) {
    return manifest.id().equals(other.manifest.id());
  }

  /** Waits for running operations and releases the files. Idempotent. */
  @Override
  public void close() {
    gate.close();
    snapshot.close();
  }

  @Override
  public String toString() {
    return gate.toString();
  }
}
