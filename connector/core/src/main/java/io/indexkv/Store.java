/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.KeyNotFoundException;
import io.indexkv.key.KeyText;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.Pin;
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
 * One version of a store, open for lookups and scans. Thread-safe; lookups take no lock and do not
 * block virtual threads. After {@link #close()} every method throws {@link IllegalStateException};
 * closing waits for the operations that are running.
 *
 * <p>A damaged file throws {@link io.indexkv.error.CorruptFileException} where it is read first. In
 * a store that is read remotely, a read that fails throws {@link java.io.UncheckedIOException}.
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
   * @throws IllegalArgumentException if it was written with keys or values of other types
   * @throws NoSuchFileException if there is no store
   * @throws io.indexkv.error.BrokenSnapshotException if a file is missing or another than listed
   */
  public static <K, V> Store<K, V> open(Path path, Keys<K> keys, Values<V> values)
      throws IOException {
    return open(path, keys, values, OpenOptions.defaults());
  }

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
   * Begins the next version of the store in a local directory, which need not exist yet. {@link
   * StoreWriter#commit()} publishes it.
   */
  public static <K, V> StoreWriter<K, V> write(Path path, Keys<K> keys, Values<V> values)
      throws IOException {
    return write(path, keys, values, WriteOptions.defaults());
  }

  /** Begins the next version as the options say; see {@link #write(Path, Keys, Values)}. */
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
   * Writes and publishes the next version of the store in a local directory.
   *
   * @param entries in any order
   * @param expectedEntries how many they are about, or -1
   * @return the version
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
   * Folds all layers of the store in a local directory into one, so that lookups ask one place
   * only; publishes that as the next version. {@link StoreHistory#compact} has options.
   *
   * @return the newest version, which is the same as before if there was nothing to gain
   * @throws io.indexkv.error.CommitConflictException if the store was overwritten meanwhile
   */
  public static long compact(Path path) throws IOException {
    StoreHistory history = StoreHistory.of(path);
    Optional<StoreVersion> compacted = history.compact(CompactOptions.defaults());
    return compacted.isPresent()
        ? compacted.get().number()
        : history.version(Version.newest()).number();
  }

  /**
   * The value of KEY, or null if absent.
   *
   * @throws IllegalArgumentException if the keys' type does not have KEY, or the values' type not
   *     the bytes that are found
   */
  public V get(K key) {
    byte[] value = words ? bytes(keys.word(key)) : bytes(keys.encoded(key));
    return value == null ? null : values.decode(value);
  }

  /** The encoded value of the key of this word, or null if absent; only where keys have words. */
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
   * @throws KeyNotFoundException if it is not
   */
  public V require(K key) {
    V value = get(key);
    if (value == null) {
      throw new KeyNotFoundException(this + " has no key " + KeyText.of(key));
    }
    return value;
  }

  /**
   * @throws IllegalArgumentException if the keys' type does not have KEY
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
   * The values of KEYS in their order, null where a key is absent. Faster than one by one: the
   * memory latencies of a batch overlap.
   *
   * @throws IllegalArgumentException as {@link #get} does, for any of the keys
   */
  public List<V> getMany(Collection<? extends K> keys) {
    Objects.requireNonNull(keys, "keys");
    gate.requireOpen();
    return new BatchGet<>(gate, files, this.keys, values).get(keys);
  }

  /**
   * A lookup of batches of numbers that allocates nothing for a key or a value.
   *
   * @throws IllegalStateException if the keys are not numbers
   */
  public LongLookup<V> longLookup() {
    gate.requireOpen();
    return new LongLookup<>(gate, files, keys.type(), values);
  }

  /**
   * Like {@link #get}, on EXECUTOR; a failure completes the future, also that EXECUTOR takes no
   * more work. What an executor drops that it has taken, by shutdownNow, completes nothing.
   */
  public CompletableFuture<V> getAsync(K key, Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return async(() -> get(key), executor);
  }

  /**
   * Like {@link #getMany}, on EXECUTOR as {@link #getAsync}; KEYS must not change until the future
   * is complete.
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
   * The entries whose keys are in RANGE, in key order.
   *
   * @throws IllegalArgumentException if the keys' type does not have an end of RANGE
   */
  public Entries<K, V> scan(Range<K> range) {
    Objects.requireNonNull(range, "range");
    byte[] from = range.from(keys);
    byte[] to = range.to(keys);
    int entered = gate.enter();
    try {
      return new Entries<>(gate, files, files.scan(from, to), keys, values);
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * The same entries from the last to the first.
   *
   * @throws IllegalArgumentException as {@link #scan} does
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

  /** Where the bytes of the store are now: mapped, copied, in the page cache. */
  public StoreMemory memory() {
    int entered = gate.enter();
    try {
      return StoreMemory.of(snapshot.memory());
    } finally {
      gate.leave(entered);
    }
  }

  /**
   * Number of entries. Known, unless the version has several layers: then the first call counts
   * them, in the time of a lookup for each key of all layers but the oldest.
   */
  public long size() {
    int entered = gate.enter();
    try {
      return files.entries();
    } finally {
      gate.leave(entered);
    }
  }

  public long version() {
    gate.requireOpen();
    return manifest.version();
  }

  /**
   * Of a store that was deleted and written anew, or restored from a copy and written on, versions
   * of the same number are others.
   */
  boolean isSameVersion(Store<?, ?> other) {
    return manifest.id().equals(other.manifest.id());
  }

  /** Waits for running operations and gives the files back. Idempotent. */
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
