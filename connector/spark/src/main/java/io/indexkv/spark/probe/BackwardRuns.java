/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.planning.KeyAccess.Bound;
import io.indexkv.spark.probe.AskedBatch.Way;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.OrderedLookup;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Runs whose entries come in reverse key order. The last entries of all runs are looked up
 * together. The others are rarely needed: a cursor walks to them from there.
 */
final class BackwardRuns implements RunEntries {
  private final OpenSnapshot files;
  private final OrderedLookup lookup;
  private final boolean bounded;

  /** Whether only the last entry up to the bound counts. */
  private final boolean only;

  /** The bounds of runs. A run is walked if it has another end than those that are looked up. */
  private final AskedBatch asked = new AskedBatch();

  /** Whether a run has one entry at most. */
  private final boolean[] single = new boolean[Probe.ROWS];

  private int row;

  /** Whether the entry that was looked up is the next one. */
  private boolean atLast;

  /** The entries below; null if there are none, or nobody has asked for them. */
  private EntryCursor below;

  private boolean ended;

  /**
   * Makes runs.
   *
   * @param isLast whether the bounded column is the last one of the key
   */
  BackwardRuns(OpenSnapshot files, KeyAccess access, boolean isLast) {
    this.files = files;
    bounded = access.upper() != Bound.NONE;
    only = access.kind() == KeyAccess.Kind.INTERVAL;
    lookup =
        files.ordered(
            access.upper() == Bound.OPEN ? Nearest.LOWER : Nearest.FLOOR,
            bounded && isLast ? Asked.KEYS : Asked.BEGINNINGS);
  }

  @Override
  public void begin() {
    asked.clear();
  }

  @Override
  public void add(AskedRun run) {
    asked.bound(run);
    single[asked.count()] = only && run.hasUpper();
    if (bounded == (run.upperValue() != null)) {
      byte[] prefix = run.prefixBytes();
      asked.lookUp(bounded ? run.upperValue() : prefix, prefix.length);
    } else {
      asked.walk();
    }
  }

  @Override
  public void addNothing() {
    asked.nothing();
  }

  @Override
  public void find() {
    ByteRuns keys = asked.keys();
    lookup.find(keys.bytes(), keys.ends(), asked.prefixes(), asked.count());
  }

  @Override
  public void seek(int i) {
    row = i;
    atLast = asked.way(i) == Way.LOOKED_UP;
    ended = asked.way(i) == Way.NOTHING;
    below = null;
  }

  @Override
  public boolean next(UnsafeRow reused) {
    if (ended) {
      return false;
    }
    ended = single[row];
    if (atLast) {
      atLast = false;
      if (lookup.addresses()[row] == 0 || Arrays.compareUnsigned(lastKey(), asked.from(row)) < 0) {
        ended = true;
        return false;
      }
      reused.pointTo(null, lookup.addresses()[row], lookup.lengths()[row]);
      return true;
    }
    if (below == null) {
      byte[] to = asked.way(row) == Way.LOOKED_UP ? lastKey() : asked.to(row);
      below = files.scanBackward(asked.from(row), to);
    }
    if (!below.next()) {
      ended = true;
      return false;
    }
    reused.pointTo(null, below.valueAddress(), below.valueLength());
    return true;
  }

  private byte[] lastKey() {
    byte[] key = new byte[lookup.keyLength(row)];
    BatchLookup.copy(lookup.keyAddress(row), key, 0, key.length);
    return key;
  }
}
