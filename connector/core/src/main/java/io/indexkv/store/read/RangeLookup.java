/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.StoreFiles;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.KeyBatch;
import io.indexkv.file.ordered.OrderedRuns;
import java.util.Arrays;

/**
 * Walks runs of entries with from &lt;= key &lt; to, in all layers. It finds the beginnings of a
 * batch of runs together. Allocates nothing per run if the files are mapped and the version has one
 * layer. One instance per thread; valid while the files are open.
 *
 * <p>Addresses are valid until the next move. A caller that has read a batch's results calls {@link
 * OpenSnapshot#look} before it gives them away.
 */
public final class RangeLookup {
  private final EntrySource files;

  /** The runs of the only layer; null if layers must be merged. */
  private final OrderedRuns runs;

  private final KeyBatch froms = new KeyBatch();
  private byte[] tos = {};
  private int[] toEnds = {};

  /** The current entry. */
  private EntryCursor cursor;

  private int[] prefixes = {};

  /**
   * Makes a lookup.
   *
   * @param only the only files to search; null to merge all layers
   */
  RangeLookup(EntrySource files, StoreFiles only) {
    this.files = files;
    runs = only == null ? null : new OrderedRuns(only);
  }

  /**
   * Takes a batch of runs. Run i begins at the bytes of {@code froms} from {@code fromEnds[i - 1]},
   * or 0 for the first, to {@code fromEnds[i]}. It ends before the bytes of {@code tos} in the same
   * form; no bytes mean no end. The caller must not change the arrays before the last run is read.
   */
  public void find(byte[] froms, int[] fromEnds, byte[] tos, int[] toEnds, int count) {
    if (prefixes.length < count) {
      prefixes = new int[count];
    }
    this.froms.set(froms, fromEnds, prefixes, count);
    this.tos = tos;
    this.toEnds = toEnds;
    cursor = null;
    if (runs != null) {
      try {
        runs.find(this.froms);
      } catch (InternalError e) {
        throw files.fault(e);
      }
    }
  }

  /** Moves before the first entry of run {@code i}. */
  public void begin(int i) {
    int start = i == 0 ? 0 : toEnds[i - 1];
    int length = toEnds[i] - start;
    if (runs != null) {
      runs.begin(i, tos, start, length);
      return;
    }
    int from = froms.offset(i);
    cursor =
        files.scan(
            Arrays.copyOfRange(froms.bytes(), from, from + froms.length(i)),
            length == 0 ? null : Arrays.copyOfRange(tos, start, start + length));
  }

  /** Moves to the next entry of the run; false at its end. */
  public boolean next() {
    try {
      if (runs == null) {
        return cursor.next();
      }
      boolean isMoved = runs.next();
      cursor = runs.cursor();
      return isMoved;
    } catch (InternalError e) {
      throw files.fault(e);
    }
  }

  /** Address of the current key. */
  public long keyAddress() {
    return cursor.keyAddress();
  }

  /** Length of the current key. */
  public int keyLength() {
    return cursor.keyLength();
  }

  /** Address of the current value. */
  public long address() {
    return cursor.valueAddress();
  }

  /** Length of the current value. */
  public int length() {
    return cursor.valueLength();
  }
}
