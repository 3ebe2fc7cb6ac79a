/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.EntryCursor;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.PrefixLookup;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Runs of the entries that a text begins with, the longest first. The longest ones of all texts are
 * looked up together. A shorter one is looked up alone, if the conditions reject the one before.
 */
final class PrefixRuns implements RunEntries {
  private static final byte[] NONE = {};

  private final OpenSnapshot files;
  private final PrefixLookup longest;

  /** Looks up one text at a time. */
  private final PrefixLookup shorter;

  private final ByteRuns asked = new ByteRuns();
  private final int[] prefixes = new int[Probe.ROWS];
  private final State[] states = new State[Probe.ROWS];

  /** The runs of rows whose text could not be computed. */
  private final byte[][] froms = new byte[Probe.ROWS][];

  private final byte[][] tos = new byte[Probe.ROWS][];
  private final int[] shorterEnd = new int[1];
  private final int[] shorterPrefix = new int[1];
  private int row;
  private State state;

  /** The row's first columns and its text; null before a shorter prefix is needed. */
  private byte[] text;

  /** Length of the last key that was found; -1 before the first one. */
  private int found;

  /** All entries of the run; null if nobody has asked for them. */
  private EntryCursor all;

  private enum State {
    /** The row has no more entries. */
    NOTHING,
    /** The row's entries are found by its text. */
    LOOKED_UP,
    /** The text could not be computed, so that the conditions decide of each entry. */
    WALKED
  }

  PrefixRuns(OpenSnapshot files) {
    this.files = files;
    longest = files.prefixes();
    shorter = files.prefixes();
  }

  @Override
  public void begin() {
    asked.clear();
  }

  @Override
  public void add(AskedRun run) {
    int i = asked.count();
    if (run.hasUpper()) {
      states[i] = State.LOOKED_UP;
      prefixes[i] = run.prefixBytes().length;
      asked.add(run.upperValue());
    } else {
      froms[i] = run.from();
      tos[i] = run.to();
      addAs(State.WALKED);
    }
  }

  @Override
  public void addNothing() {
    addAs(State.NOTHING);
  }

  private void addAs(State state) {
    int i = asked.count();
    states[i] = state;
    prefixes[i] = 0;
    asked.add(NONE);
  }

  @Override
  public void find() {
    longest.find(asked.bytes(), asked.ends(), prefixes, asked.count());
  }

  @Override
  public void seek(int i) {
    row = i;
    state = states[i];
    text = null;
    found = -1;
    all = null;
  }

  @Override
  public boolean next(UnsafeRow reused) {
    boolean more =
        switch (state) {
          case NOTHING -> false;
          case LOOKED_UP -> found < 0 ? point(longest, row, reused) : nextShorter(reused);
          case WALKED -> walk(reused);
        };
    state = more ? state : State.NOTHING;
    return more;
  }

  private boolean nextShorter(UnsafeRow reused) {
    if (found == prefixes[row]) {
      return false;
    }
    if (text == null) {
      text = asked.copy(row);
    }
    shorterEnd[0] = found - 1;
    shorterPrefix[0] = prefixes[row];
    try {
      shorter.find(text, shorterEnd, shorterPrefix, 1);
      files.look(1);
    } catch (InternalError e) {
      throw files.fault(e);
    }
    return point(shorter, 0, reused);
  }

  private boolean point(PrefixLookup lookup, int i, UnsafeRow reused) {
    long address = lookup.addresses()[i];
    if (address == 0) {
      return false;
    }
    found = lookup.keyLength(i);
    reused.pointTo(null, address, lookup.lengths()[i]);
    return true;
  }

  private boolean walk(UnsafeRow reused) {
    if (all == null) {
      all = files.scanBackward(froms[row], tos[row]);
    }
    if (!all.next()) {
      return false;
    }
    reused.pointTo(null, all.valueAddress(), all.valueLength());
    return true;
  }
}
