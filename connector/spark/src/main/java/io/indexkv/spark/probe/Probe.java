/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.index.Faults;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeySink;
import io.indexkv.spark.codec.KeyValues;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.OpenSnapshot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The keys of a batch of probe rows, and the results of their lookup. The order of calls for a
 * batch is: {@link #begin}; for each row in order, {@code put} for each key column, then {@code
 * add}; {@link #find}; then the results. Allocates nothing per row. For one thread. Public because
 * generated code calls it.
 *
 * <p>The running task leases the store ({@link TaskLease}). Rows found are read in place and copied
 * before they are passed on.
 */
public abstract sealed class Probe implements KeySink, TimedProbe
    permits NumberProbe, StringProbe, CompositeProbe {
  /**
   * Maximum number of rows in a batch. It is large enough for the memory latencies of lookups to
   * overlap. It is small enough for the touched data to stay in the nearer caches until the rows
   * are joined.
   */
  public static final int ROWS = 512;

  private final TaskLease lease;
  private final LayeredLookup lookup;
  private final KeptRows keep;
  private final ProbeMetrics metrics;

  private final int[] rows = new int[ROWS];
  private final long[] addresses = new long[ROWS];
  private final int[] lengths = new int[ROWS];
  private final boolean[] absent = new boolean[ROWS];
  private int count;
  private int current;
  private int dropped;
  private boolean anyAbsent;
  private long allNanos;

  /** The class of the probe for a key type. */
  public static Class<? extends Probe> type(KeyType keyType) {
    if (keyType.isNumber()) {
      return NumberProbe.class;
    }
    return keyType.equals(KeyType.STRING) || keyType.equals(KeyType.BINARY)
        ? StringProbe.class
        : CompositeProbe.class;
  }

  /** Opens the store for the running task, until the task ends. */
  public static Probe open(ProbeSpec spec) {
    return open(spec, KeySlice.all());
  }

  /**
   * Opens a slice of the store. The probe may look up only keys of the slice, and keys that no
   * store can have.
   */
  public static Probe open(ProbeSpec spec, KeySlice slice) {
    Class<? extends Probe> type = type(spec.keyType());
    if (type == NumberProbe.class) {
      return new NumberProbe(spec, slice);
    }
    return type == StringProbe.class
        ? new StringProbe(spec, slice)
        : new CompositeProbe(spec, slice);
  }

  Probe(ProbeSpec spec, KeySlice slice) {
    lease = TaskLease.open(spec.store(), slice);
    lookup = lease.files().lookup(spec.touched());
    keep = spec.keep();
    metrics = spec.metrics();
    metrics.add(lease.opening());
    ProbeMemory.watch(this, spec.store(), slice, lease);
  }

  /**
   * Checks in with the lease. The current thread calls this before it continues with the rows of
   * the task, to probe or to read results.
   *
   * @throws IllegalStateException if the task has ended
   */
  public final void enter() {
    lease.enter();
  }

  /**
   * Starts a batch of at most {@link #ROWS} rows.
   *
   * @throws InternalError if the batch before was read from a file that was cut short meanwhile
   */
  public final void begin() {
    Faults.settle();
    if (anyAbsent) {
      Arrays.fill(absent, false);
    }
    anyAbsent = false;
    dropped = 0;
    count = 0;
    beginKeys();
  }

  /**
   * Checks what was read. Generated code calls this before it leaves the code for result {@code i}
   * with its row.
   *
   * @throws InternalError if it was read from a file that was cut short meanwhile
   */
  public final void leave(int i) {
    Faults.settleRow(i);
  }

  /** Adds a row whose key is null, or outside of the store's key type: it has no match. */
  public final void addAbsent(int row) {
    if (keep == KeptRows.HITS) {
      dropped++;
      return;
    }
    addNoKey(count);
    absent[count] = true;
    anyAbsent = true;
    rows[count++] = row;
  }

  /** Looks up all keys of the batch. */
  public final void find() {
    int asked = count;
    long start = System.nanoTime();
    int hits = findWhole(asked);
    long nanos = System.nanoTime() - start;
    if (anyAbsent) {
      for (int i = 0; i < asked; i++) {
        if (absent[i] && addresses[i] != 0) {
          addresses[i] = 0;
          hits--;
        }
      }
    }
    allNanos += nanos;
    metrics.add((long) asked + dropped, hits, nanos);
  }

  @Override
  public final long nanos() {
    return allNanos;
  }

  @Override
  public final ProbeMetrics metrics() {
    return metrics;
  }

  /** Looks up all keys of the batch, and checks that the files are whole. */
  private int findWhole(int asked) {
    OpenSnapshot files = lease.files();
    try {
      int hits = find(lookup, asked, addresses, lengths);
      files.look(asked);
      return hits;
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  /** Turns result {@code i} into a miss, because it fails a condition. */
  public final void drop(int i) {
    addresses[i] = 0;
  }

  /**
   * Removes the results that the join does not need; keeps the order. Call it after {@link #find}.
   */
  public final void keep() {
    if (keep == KeptRows.HITS) {
      keepHits();
    } else if (keep == KeptRows.MISSES) {
      count = wanted(rows, count);
      Arrays.fill(addresses, 0, count, 0);
    }
  }

  private void keepHits() {
    int kept = 0;
    // while all are hits, nothing moves
    while (kept < count && addresses[kept] != 0) {
      kept++;
    }
    for (int i = kept; i < count; i++) {
      long address = addresses[i];
      rows[kept] = rows[i];
      addresses[kept] = address;
      lengths[kept] = lengths[i];
      kept += address != 0 ? 1 : 0;
    }
    count = kept;
  }

  /** Number of rows in the batch; after {@link #keep}, number of rows that the join needs. */
  public final int count() {
    return count;
  }

  /** The number under which result {@code i} was added. */
  public final int row(int i) {
    return rows[i];
  }

  /** Makes result {@code i} the current one for {@link #match(UnsafeRow)}. */
  public final void seek(int i) {
    current = i;
  }

  /** Calls {@link #match(int, UnsafeRow)} for the result of the last {@link #seek}. */
  public final UnsafeRow match(UnsafeRow reused) {
    return match(current, reused);
  }

  /**
   * Points {@code reused} at the store's row for result {@code i}; null if its key is not in the
   * store.
   */
  public final UnsafeRow match(int i, UnsafeRow reused) {
    long address = addresses[i];
    if (address == 0) {
      return null;
    }
    reused.pointTo(null, address, lengths[i]);
    return reused;
  }

  /**
   * Collects the numbers under which results were added, of those that {@link #keep} would leave.
   *
   * @param numbers receives the numbers; on entry it has those of all rows, which stay if the join
   *     needs all of them
   * @return how many there are
   */
  final int wanted(int[] numbers, int added) {
    if (keep == KeptRows.ALL) {
      return added;
    }
    boolean hits = keep == KeptRows.HITS;
    int wanted = 0;
    for (int i = 0; i < count; i++) {
      numbers[wanted] = rows[i];
      wanted += addresses[i] != 0 == hits ? 1 : 0;
    }
    return wanted;
  }

  /**
   * Moves each result to the index under which it was added, so that results have the lowest join's
   * indexes. Indexes without a result become misses.
   *
   * @param size how many results the lowest join has
   */
  public final void spread(int size) {
    int to = size;
    int i = count - 1;
    // backwards, because no result moves to a lower index
    for (; i >= 0 && rows[i] != i; i--) {
      Arrays.fill(addresses, rows[i] + 1, to, 0);
      to = rows[i];
      addresses[to] = addresses[i];
      lengths[to] = lengths[i];
    }
    Arrays.fill(addresses, i + 1, to, 0);
  }

  @Override
  public void put(long number) {
    throw wrongType("a number");
  }

  @Override
  public void put(UTF8String text) {
    throw wrongType("a string");
  }

  @Override
  public void put(byte[] bytes) {
    throw wrongType("binary");
  }

  @Override
  public void put(Decimal decimal) {
    throw wrongType("a decimal");
  }

  private IllegalStateException wrongType(String found) {
    return new IllegalStateException("keys for " + getClass().getSimpleName() + ", found " + found);
  }

  /** Adds a row with the key that was put. */
  public abstract void add(int row);

  /**
   * Adds the rows from {@code from} to before {@code to} with their keys. Each key column has a
   * vector.
   */
  public void addAll(ColumnVector[] keys, int from, int to) {
    KeyValues[] values = new KeyValues[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = KeyValues.of(keys[i].dataType());
    }
    for (int row = from; row < to; row++) {
      addOne(keys, values, row);
    }
  }

  private void addOne(ColumnVector[] keys, KeyValues[] values, int row) {
    for (ColumnVector key : keys) {
      if (key.isNullAt(row)) {
        addAbsent(row);
        return;
      }
    }
    for (int i = 0; i < keys.length; i++) {
      values[i].put(keys[i], row, this);
    }
    add(row);
  }

  /**
   * True if a decimal's unscaled value is a long, and is also the unscaled value as a key of this
   * type.
   */
  static boolean isPlain(Decimal decimal, KeyType type) {
    return decimal.scale() == type.scale() && decimal.precision() <= Decimal.MAX_LONG_DIGITS();
  }

  /** The unscaled value of a decimal as a key of this type; null if no key equals it. */
  static BigInteger unscaled(Decimal decimal, KeyType type) {
    BigDecimal value = decimal.toJavaBigDecimal();
    if (value.scale() != type.scale()) {
      BigDecimal stripped = value.stripTrailingZeros();
      if (stripped.scale() > type.scale()) {
        return null;
      }
      value = stripped.setScale(type.scale());
    }
    return value.precision() <= type.precision() ? value.unscaledValue() : null;
  }

  abstract void beginKeys();

  /** Puts any key at {@code index}; the probe ignores the result of its lookup. */
  abstract void addNoKey(int index);

  abstract int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths);

  /** Adds a row and returns the index for its key. */
  final int next(int row) {
    rows[count] = row;
    return count++;
  }

  /**
   * Adds the rows from {@code from} to before {@code to}. The caller has already put their keys,
   * beginning at index 0.
   */
  final void nextAll(int from, int to) {
    int n = to - from;
    for (int i = 0; i < n; i++) {
      rows[i] = from + i;
    }
    count = n;
  }
}
