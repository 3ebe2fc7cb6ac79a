/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.index.Faults;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.read.OpenSnapshot;
import java.util.Arrays;

/**
 * Copies of the next rows of a scan. Spark's code reads rows where no code of ours can catch an
 * error. So it must not read bytes of a mapped file, which vanish if the file is cut short, nor
 * bytes that are not yet checked.
 */
final class RowsAhead {
  private static final int MAX_ROWS = 256;
  private static final int BYTES = 64 << 10;

  private final EntryCursor cursor;

  /** The files in which the cursor walks; null if nobody asks for the file of a row. */
  private final OpenSnapshot sources;

  /** The file of each copied row; empty if nobody asks for them. */
  private final DataFile[] files;

  private final int[] ends = new int[MAX_ROWS];
  private byte[] buffer = new byte[4 << 10];
  private int count;
  private int current = -1;

  /** How many rows to copy next: few at first, because the query may need only a few. */
  private int ahead = 1;

  private boolean ended;
  private Throwable failure;

  private RowsAhead(EntryCursor cursor, OpenSnapshot sources) {
    this.cursor = cursor;
    this.sources = sources;
    this.files = new DataFile[sources == null ? 0 : MAX_ROWS];
  }

  static RowsAhead of(EntryCursor cursor) {
    return new RowsAhead(cursor, null);
  }

  /** Rows that know the file that they come from. */
  static RowsAhead withFiles(EntryCursor cursor, OpenSnapshot sources) {
    return new RowsAhead(cursor, sources);
  }

  /** Moves to the next row; false at the end. After a failure, each call fails. */
  boolean next() {
    if (current + 1 < count) {
      current++;
      return true;
    }
    if (failure != null) {
      throw new IllegalStateException("the scan has failed and cannot go on", failure);
    }
    try {
      copy();
    } catch (InternalError e) {
      failure = e;
      throw TaskLease.fault(e);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
    return current < count;
  }

  private void copy() {
    count = 0;
    current = 0;
    int end = 0;
    int rows = 0;
    while (!ended && rows < ahead && end < BYTES) {
      if (cursor.next()) {
        int start = end;
        end = Math.addExact(end, cursor.valueLength());
        makeRoom(end);
        BatchLookup.copy(cursor.valueAddress(), buffer, start, end - start);
        if (sources != null) {
          files[rows] = sources.fileOf(cursor);
        }
        ends[rows++] = end;
      } else {
        ended = true;
      }
    }
    cursor.requireWhole();
    Faults.settle();
    count = rows;
    ahead = Math.min(MAX_ROWS, 4 * ahead);
  }

  private void makeRoom(int bytes) {
    if (bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.max(bytes, Math.min(1 << 30, 2L * buffer.length)));
    }
  }

  /** The file of the current row, if the rows know it. */
  DataFile file() {
    return files[current];
  }

  byte[] bytes() {
    return buffer;
  }

  int offset() {
    return current == 0 ? 0 : ends[current - 1];
  }

  int length() {
    return ends[current] - offset();
  }
}
