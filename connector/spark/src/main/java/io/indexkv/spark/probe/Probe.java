/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.Faults;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeySink;
import io.indexkv.spark.codec.KeyValues;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.LayeredLookup;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The keys of a batch of probe rows, and what the store has for them. A batch is {@link #begin},
 * then the rows in order, for each {@code put} for each key column and {@code add}, then {@link
 * #find}, then the results. Allocates nothing per row. For one thread. Public because generated
 * code calls it.
 *
 * <p>The store is leased for the running task ({@link TaskLease}). Rows found are read in place and
 * copied before they are handed on.
 */
public abstract sealed class Probe implements KeySink
    permits NumberProbe, StringProbe, CompositeProbe {
  /**
   * Most rows of a batch: enough for their memory latencies to overlap, few enough for what they
   * touched to be in the nearer caches when the rows are joined.
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

  Probe(ProbeSpec spec, KeySlice slice) {
    lease = TaskLease.open(spec.store(), slice);
    lookup = lease.files().lookup(spec.touched());
    keep = spec.keep();
    metrics = spec.metrics();
  }

  /**
   * Before the current thread goes on with the rows of the task, to probe or to read what was
   * found.
   *
   * @throws IllegalStateException if the task has ended
   */
  public final void enter() {
    lease.enter();
  }

  /**
   * Starts a batch of at most {@link #ROWS} rows.
   *
   * @throws InternalError if what was found for the batch before was read when it was gone
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
   * Before the code that handles result I is left with its row.
   *
   * @throws InternalError if what was found was read when it was gone
   */
  public final void leave(int i) {
    Faults.settleRow(i);
  }

  /** Adds a row whose key is null, or a value that the store's key type does not have. */
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

  /** Looks all keys up. */
  public final void find() {
    int asked = count;
    long start = System.nanoTime();
    int hits = find(lookup, asked, addresses, lengths);
    long nanos = System.nanoTime() - start;
    if (anyAbsent) {
      for (int i = 0; i < asked; i++) {
        if (absent[i] && addresses[i] != 0) {
          addresses[i] = 0;
          hits--;
        }
      }
    }
    metrics.add((long) asked + dropped, hits, nanos);
  }

  /** Makes result I a miss, because it does not match after all. */
  public final void drop(int i) {
    addresses[i] = 0;
  }

  /** After {@link #find}: leaves only the rows of interest, in order. */
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
    // where all are hits, nothing moves
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

  /** Rows of the batch; after {@link #keep}, those of interest. */
  public final int count() {
    return count;
  }

  /** The number with which result I was added. */
  public final int row(int i) {
    return rows[i];
  }

  /** Makes result I the one that {@link #match(UnsafeRow)} is about. */
  public final void seek(int i) {
    current = i;
  }

  /** {@link #match(int, UnsafeRow)} for the result sought last. */
  public final UnsafeRow match(UnsafeRow reused) {
    return match(current, reused);
  }

  /** REUSED pointed at the store's row for result I, or null if its key is not in the store. */
  public final UnsafeRow match(int i, UnsafeRow reused) {
    long address = addresses[i];
    if (address == 0) {
      return null;
    }
    reused.pointTo(null, address, lengths[i]);
    return reused;
  }

  /**
   * The numbers with which the results that {@link #keep} would leave were added.
   *
   * @param numbers those of all that were added; as they are if all of them are of interest
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
   * Numbers the results as they were added, which is how the lowest join numbers its own; the
   * others have none.
   *
   * @param size how many results the lowest join has
   */
  public final void spread(int size) {
    int to = size;
    int i = count - 1;
    // backwards, as no result's number is lower than its place
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

  /** Adds the rows from FROM to before TO with their keys, a vector for each column. */
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

  /** True if the unscaled value of a decimal is a long and that of a key of this type too. */
  static boolean isPlain(Decimal decimal, KeyType type) {
    return decimal.scale() == type.scale() && decimal.precision() <= Decimal.MAX_LONG_DIGITS();
  }

  /** The unscaled value of a decimal as a key of this type, null if no key equals it. */
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

  /** Puts any key at INDEX; what is found for it is ignored. */
  abstract void addNoKey(int index);

  abstract int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths);

  /** The index for the key of ROW, which is added. */
  final int next(int row) {
    rows[count] = row;
    return count++;
  }

  /** Adds the rows from FROM to before TO, whose keys the caller has put at the indexes from 0. */
  final void nextAll(int from, int to) {
    int n = to - from;
    for (int i = 0; i < n; i++) {
      rows[i] = from + i;
    }
    count = n;
  }
}
