/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.EntryCursor;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.planning.KeyAccess.Bound;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.OrderedLookup;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Runs whose entries come in reverse key order. The last entries of all runs are looked up
 * together. The others are rarely needed: a cursor walks to them from there.
 */
final class BackwardRuns implements RunEntries {
  private static final byte[] NONE = {};

  private final OpenSnapshot files;
  private final OrderedLookup lookup;
  private final boolean bounded;

  /** Whether only the last entry up to the bound counts. */
  private final boolean only;

  private final ByteRuns asked = new ByteRuns();
  private final int[] prefixes = new int[Probe.ROWS];
  private final State[] states = new State[Probe.ROWS];

  /** Whether a run has one entry at most. */
  private final boolean[] single = new boolean[Probe.ROWS];

  /** The beginnings and the ends of runs that a cursor may walk. */
  private final byte[][] froms = new byte[Probe.ROWS][];

  private final byte[][] tos = new byte[Probe.ROWS][];
  private int row;

  /** Whether the entry that was looked up is the next one. */
  private boolean atLast;

  /** The entries below; null if there are none, or nobody has asked for them. */
  private EntryCursor below;

  private boolean ended;

  private enum State {
    /** The row has no run. */
    NOTHING,
    /** The last entry is looked up with the others. */
    LOOKED_UP,
    /** The run has another end than those that are looked up. */
    WALKED
  }

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
    int i = asked.count();
    froms[i] = run.from();
    tos[i] = run.to();
    prefixes[i] = run.prefixBytes().length;
    single[i] = only && run.hasUpper();
    boolean lookedUp = bounded == (run.upperValue() != null);
    states[i] = lookedUp ? State.LOOKED_UP : State.WALKED;
    if (!lookedUp) {
      prefixes[i] = 0;
      asked.add(NONE);
    } else {
      asked.add(bounded ? run.upperValue() : run.prefixBytes());
    }
  }

  @Override
  public void addNothing() {
    int i = asked.count();
    prefixes[i] = 0;
    states[i] = State.NOTHING;
    asked.add(NONE);
  }

  @Override
  public void find() {
    lookup.find(asked.bytes(), asked.ends(), prefixes, asked.count());
  }

  @Override
  public void seek(int i) {
    row = i;
    atLast = states[i] == State.LOOKED_UP;
    ended = states[i] == State.NOTHING;
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
      if (lookup.addresses()[row] == 0 || Arrays.compareUnsigned(lastKey(), froms[row]) < 0) {
        ended = true;
        return false;
      }
      reused.pointTo(null, lookup.addresses()[row], lookup.lengths()[row]);
      return true;
    }
    if (below == null) {
      below = files.scanBackward(froms[row], states[row] == State.LOOKED_UP ? lastKey() : tos[row]);
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
