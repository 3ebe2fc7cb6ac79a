/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.file.ordered.Nearest;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.spark.lookup.FoundRow;
import io.indexkv.spark.lookup.TaskLookup;
import io.indexkv.spark.lookup.TaskLookups;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.Pin;
import java.io.Closeable;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A store for the code of Datasets, RDDs and user-defined functions, which looks keys up itself.
 *
 * <pre>{@code
 * LookupTable<Row> airports = LookupTable.load(spark, path);
 * Dataset<String> cities =
 *     flights.mapPartitions(
 *         (MapPartitionsFunction<String, String>)
 *             origins -> {
 *               List<String> keys = new ArrayList<>();
 *               origins.forEachRemaining(keys::add);
 *               return airports.getMany(keys).stream()
 *                   .map(airport -> airport == null ? "?" : airport.<String>getAs("city"))
 *                   .iterator();
 *             },
 *         Encoders.STRING());
 * }</pre>
 *
 * <p>Load it on the driver, and use it in the functions that Spark ships to its tasks: it is
 * serializable, and small. All tasks read the version that was loaded. A task opens the store with
 * its first lookup and closes it when the task ends. Tasks in one JVM share the mapped files. On
 * the driver, the first lookup opens the store, until {@link #close()}. A lookup table needs no
 * lookup join.
 *
 * <p>A key is a value of the key column's type, as rows have it: {@code String}, {@code byte[]},
 * {@code Boolean}, any integer for any integer type, {@code BigDecimal}, {@code LocalDate} or
 * {@code Date}, {@code Instant} or {@code Timestamp}, {@code LocalDateTime}. No store holds null,
 * or a value outside of the type, such as 300 in a column of bytes: they are not found. For many
 * keys, {@link #getMany} is faster: it looks them up together.
 *
 * <p>Thread-safe. Lookups within one task wait for each other.
 *
 * @param <T> type of the results: {@code Row}, or a bean
 */
public final class LookupTable<T> implements Serializable, Closeable {
  private static final long serialVersionUID = 1L;

  private final PinnedStore store;
  private final FoundRow<T> found;
  private transient TaskLookups<T> open;

  private LookupTable(PinnedStore store, FoundRow<T> found) {
    this.store = store;
    this.found = found;
  }

  /**
   * Loads the newest version of a store. If there is no store, Spark's {@code AnalysisException}
   * with the condition PATH_NOT_FOUND is thrown, as from any source.
   *
   * @param path the store's directory: a path, or a URI of any Hadoop file system
   * @throws IllegalArgumentException if the store's values are not rows that Spark reads, or it
   *     keeps rows of equal keys
   * @throws java.io.UncheckedIOException if the store cannot be read
   */
  public static LookupTable<Row> load(SparkSession spark, String path) {
    Objects.requireNonNull(spark, "spark");
    Objects.requireNonNull(path, "path");
    StoreLocation location = StoreLocation.of(path, spark);
    return of(location.latest().orElseThrow(location::missing));
  }

  /**
   * Loads a version of a store. If there is no store, Spark's {@code AnalysisException} with the
   * condition PATH_NOT_FOUND is thrown, as from any source.
   *
   * @param path the store's directory: a path, or a URI of any Hadoop file system
   * @param version 1 or larger
   * @throws IllegalArgumentException if there is no such version, the store's values are not rows
   *     that Spark reads, or it keeps rows of equal keys
   * @throws java.io.UncheckedIOException if the store cannot be read
   */
  public static LookupTable<Row> load(SparkSession spark, String path, long version) {
    Objects.requireNonNull(spark, "spark");
    Objects.requireNonNull(path, "path");
    return of(StoreLocation.of(path, spark).at(Pin.version(version)));
  }

  private static LookupTable<Row> of(PinnedStore store) {
    if (store.repeatsKeys()) {
      throw new IllegalArgumentException(
          ("version %d of the store %s keeps rows of equal keys (duplicates=keep), and a lookup"
                  + " returns one row: join with the store instead")
              .formatted(store.version(), store.location()));
    }
    return new LookupTable<>(store, FoundRow.rows(store.schema()));
  }

  /**
   * The same table with beans as results. The bean's properties are named like the store's columns;
   * it may leave out columns.
   */
  public <B> LookupTable<B> as(Class<B> bean) {
    Objects.requireNonNull(bean, "bean");
    return new LookupTable<>(store, FoundRow.beans(bean, store.schema()));
  }

  public long version() {
    return store.version();
  }

  /** The columns of the store's rows, key columns included. */
  public StructType schema() {
    return store.schema();
  }

  /**
   * The row with a key, or null if there is none.
   *
   * @param key a value for each key column, in key order
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T get(Object... key) {
    Objects.requireNonNull(key, "key");
    return opened().get(key);
  }

  /**
   * The rows with many keys, in the order of the keys; null where there is no row.
   *
   * @param keys for a key of one column, its values; for a key of several columns, a {@code List}
   *     of values for each key
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public List<T> getMany(List<?> keys) {
    Objects.requireNonNull(keys, "keys");
    return opened().getMany(keys);
  }

  /**
   * The row with the last key of at most {@code key}, or null if there is none. Keys are in the
   * order of their first column, then of the second, and so on, so the row may have other first
   * columns than {@code key}. A value outside of the column's type, such as 300 in a column of
   * bytes, has its place in the order, too. Nothing is next to a key with a null.
   *
   * @param key a value for each key column, in key order
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T floor(Object... key) {
    return nearest(Nearest.FLOOR, key);
  }

  /**
   * The row with the last key below {@code key}, or null if there is none, as {@link #floor} finds
   * it.
   *
   * @param key a value for each key column, in key order
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T lower(Object... key) {
    return nearest(Nearest.LOWER, key);
  }

  /**
   * The row with the first key of at least {@code key}, or null if there is none, as {@link #floor}
   * finds it.
   *
   * @param key a value for each key column, in key order
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T ceiling(Object... key) {
    return nearest(Nearest.CEILING, key);
  }

  /**
   * The row with the first key above {@code key}, or null if there is none, as {@link #floor} finds
   * it.
   *
   * @param key a value for each key column, in key order
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T higher(Object... key) {
    return nearest(Nearest.HIGHER, key);
  }

  private T nearest(Nearest nearest, Object[] key) {
    Objects.requireNonNull(key, "key");
    return opened().nearest(nearest, key);
  }

  /**
   * The row with the longest key that a text begins with, or null if there is none. The text stands
   * for the last key column, which must be a {@code STRING}. The columns before it must be equal.
   * {@code longestPrefix("DE", "4930123")} finds the row with the longest of the keys {@code ("DE",
   * "")} to {@code ("DE", "4930123")}. No key is a prefix of a null.
   *
   * @param columns a value for each key column, in key order; the last one is the text
   * @throws IllegalArgumentException if the last key column is no {@code STRING}, a value does not
   *     have the column's type, or the number of values is not the number of key columns
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public T longestPrefix(Object... columns) {
    Objects.requireNonNull(columns, "columns");
    return opened().longestPrefix(columns);
  }

  /**
   * The rows whose keys have the given first columns, in key order. The iterator reads some rows at
   * a time, each time as a lookup of its own. So other lookups may run between two rows. It is for
   * one thread, and it throws {@link IllegalStateException} after this table is closed or its task
   * has ended.
   *
   * @param columns the values of the first key columns: at least one, at most the whole key
   * @throws IllegalArgumentException if a value does not have the column's type, or there are more
   *     values than key columns, or none
   * @throws IllegalStateException if this table is closed, or its task has ended
   */
  public Iterator<T> scanPrefix(Object... columns) {
    Objects.requireNonNull(columns, "columns");
    return opened().scanPrefix(columns);
  }

  private TaskLookup<T> opened() {
    return tables().ofTask(store, found);
  }

  private synchronized TaskLookups<T> tables() {
    if (open == null) {
      open = new TaskLookups<>();
    }
    return open;
  }

  /**
   * Closes whatever this table has open. After that its lookups throw {@link
   * IllegalStateException}, including those that are running. Copies that Spark has shipped to
   * tasks, or ships later, keep working: each closes its store when its task ends. Idempotent.
   */
  @Override
  public void close() {
    tables().close();
  }

  @Override
  public String toString() {
    return "LookupTable(" + store.location() + ", version " + store.version() + ")";
  }
}
