/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.columns;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.index.Faults;
import io.indexkv.spark.codec.StoredType;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.Platform;

/**
 * Takes the wanted columns out of stored rows, a batch of rows at a time, and touches no others.
 * Spark gets copies, because its code reads them where nobody can catch the fault of a file that
 * was cut short. Reuses its batch; not thread-safe.
 */
public final class StoredColumns {
  /** Number of rows whose places are noted at a time; a block has about as many. */
  private static final int CHUNK = 512;

  private static final int MAX_ROWS = 4096;
  private static final int FIRST_ROWS = 64;

  /** A batch with so many bytes of pieces gets no more rows. */
  private static final int MAX_BYTES = 1 << 20;

  /** A batch has no more slots than this. */
  private static final int MAX_SLOTS = 1 << 18;

  private final RowShape shape;
  private final int[] ordinals;
  private final boolean[] hasPieces;
  private final StoredVector[] vectors;
  private final ColumnarBatch batch;
  private final PieceBuffer pieces = new PieceBuffer();
  private final long[] addresses = new long[CHUNK];
  private final int[] lengths = new int[CHUNK];
  private final int maxRows;

  /** Where rows come from; null before the first and after the last cursor. */
  private EntryCursor cursor;

  /** Number of rows whose places are noted, but which are in no batch yet. */
  private int noted;

  /** How many rows the next batch gets: few at first, because the query may need only a few. */
  private int ahead;

  private Throwable failure;

  public StoredColumns(PinnedStore store, StructType columns) {
    shape = RowShape.of(store);
    int count = columns.length();
    maxRows = Math.max(FIRST_ROWS, Math.min(MAX_ROWS, MAX_SLOTS / Math.max(1, count)));
    ahead = FIRST_ROWS;
    ordinals = new int[count];
    hasPieces = new boolean[count];
    vectors = new StoredVector[count];
    for (int i = 0; i < count; i++) {
      DataType type = columns.fields()[i].dataType();
      ordinals[i] = store.schema().fieldIndex(columns.fields()[i].name());
      hasPieces[i] = hasPieces(type);
      vectors[i] = new StoredVector(type, maxRows, pieces);
    }
    batch = new ColumnarBatch(vectors);
  }

  /** Whether all these columns can be taken out of rows: structs, arrays and maps cannot. */
  public static boolean have(PinnedStore store, StructType columns) {
    return Arrays.stream(columns.fields())
        .allMatch(
            field ->
                store.schema().getFieldIndex(field.name()).isDefined()
                    && StoredType.of(field.dataType()).isPresent());
  }

  private static boolean hasPieces(DataType type) {
    return type instanceof StringType
        || type instanceof BinaryType
        || type instanceof DecimalType decimal && decimal.precision() > Decimal.MAX_LONG_DIGITS();
  }

  /** Begins with the rows of a cursor, if it is not null. */
  public void begin(EntryCursor first) {
    cursor = first;
  }

  /**
   * Fills the batch with the next rows; false if there are none. After a failure, each call fails.
   *
   * @param more gives the cursor behind the one that has ended, or null; its files may be others
   */
  public boolean next(Supplier<EntryCursor> more) {
    if (failure != null) {
      throw new IllegalStateException("the scan has failed and cannot go on", failure);
    }
    try {
      return fill(more);
    } catch (InternalError e) {
      failure = e;
      throw TaskLease.fault(e);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private boolean fill(Supplier<EntryCursor> more) {
    pieces.clear();
    for (StoredVector vector : vectors) {
      vector.clear();
    }
    int rows = 0;
    while (cursor != null && rows < ahead && pieces.length() < MAX_BYTES) {
      if (noted == 0) {
        noted = cursor.nextValues(addresses, lengths, Math.min(CHUNK, ahead - rows));
      }
      if (noted == 0) {
        settle();
        cursor = more.get();
        continue;
      }
      // a large value gets a batch of its own, so that all pieces have room
      if (noted == 1 && lengths[0] > MAX_BYTES && rows > 0) {
        break;
      }
      take(rows, noted);
      rows += noted;
      noted = 0;
    }
    settle();
    batch.setNumRows(rows);
    ahead = Math.min(maxRows, 4 * ahead);
    return rows > 0;
  }

  /** Fails if what was read of the cursor's files was cut short meanwhile. */
  private void settle() {
    if (cursor != null) {
      cursor.requireWhole();
      Faults.settle();
    }
  }

  /** Takes the columns out of the noted rows. The rows before them are in the batch. */
  private void take(int before, int count) {
    for (int i = 0; i < count; i++) {
      shape.require(lengths[i]);
    }
    for (int c = 0; c < ordinals.length; c++) {
      StoredVector vector = vectors[c];
      boolean someNull = nulls(vector, ordinals[c], before, count);
      int slot = shape.slot(ordinals[c]);
      if (hasPieces[c]) {
        pieces(vector, slot, before, count, someNull);
      } else {
        long[] slots = vector.slots;
        for (int i = 0; i < count; i++) {
          slots[before + i] = Platform.getLong(null, addresses[i] + slot);
        }
      }
    }
  }

  /** Notes which values are null. Returns whether some are. */
  private boolean nulls(StoredVector vector, int ordinal, int before, int count) {
    int at = ordinal >>> 6 << 3;
    long any = 0;
    for (int i = 0; i < count; i++) {
      any |= Platform.getLong(null, addresses[i] + at);
    }
    if ((any >>> ordinal & 1) == 0) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if ((Platform.getLong(null, addresses[i] + at) >>> ordinal & 1) != 0) {
        vector.putNull(before + i);
      }
    }
    return true;
  }

  private void pieces(StoredVector vector, int slot, int before, int count, boolean someNull) {
    long[] slots = vector.slots;
    for (int i = 0; i < count; i++) {
      if (someNull && vector.isNullAt(before + i)) {
        continue; // the slot may hold anything
      }
      long place = Platform.getLong(null, addresses[i] + slot);
      int offset = (int) (place >>> 32);
      int size = (int) place;
      if (offset < 0 || size < 0 || size > lengths[i] - offset) {
        throw outside(place, lengths[i]);
      }
      slots[before + i] = pieces.add(addresses[i] + offset, size);
    }
  }

  /** Rows were checked before. So this is a file that was cut short, if nothing worse. */
  private CorruptFileException outside(long place, int length) {
    cursor.requireWhole();
    Faults.settle();
    return new CorruptFileException(
        "store %s, version %d: expected a value inside its row of %d bytes, found the place %x"
            .formatted(shape.store().location(), shape.store().version(), length, place));
  }

  public ColumnarBatch batch() {
    return batch;
  }
}
