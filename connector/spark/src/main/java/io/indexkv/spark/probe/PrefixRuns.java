/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.spark.probe.AskedBatch.Way;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.PrefixLookup;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Runs of the entries that a text begins with, the longest first. The longest ones of all texts are
 * looked up together. A shorter one is looked up alone, if the conditions reject the one before.
 */
final class PrefixRuns implements RunEntries {
  private final OpenSnapshot files;
  private final PrefixLookup longest;

  /** Looks up one text at a time. */
  private final PrefixLookup shorter;

  /** The texts. A run is walked if its text could not be computed: the conditions decide then. */
  private final AskedBatch asked = new AskedBatch();

  private final int[] shorterEnd = new int[1];
  private final int[] shorterPrefix = new int[1];
  private int row;
  private Way way;

  /** The row's first columns and its text; null before a shorter prefix is needed. */
  private byte[] text;

  /** Length of the last key that was found; -1 before the first one. */
  private int found;

  /** All entries of the run; null if nobody has asked for them. */
  private EntryCursor all;

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
    if (run.hasUpper()) {
      asked.lookUp(run.upperValue(), run.prefixBytes().length);
    } else {
      asked.bound(run);
      asked.walk();
    }
  }

  @Override
  public void addNothing() {
    asked.nothing();
  }

  @Override
  public void find() {
    ByteRuns texts = asked.keys();
    longest.find(texts.bytes(), texts.ends(), asked.prefixes(), asked.count());
  }

  @Override
  public void seek(int i) {
    row = i;
    way = asked.way(i);
    text = null;
    found = -1;
    all = null;
  }

  @Override
  public boolean next(UnsafeRow reused) {
    boolean more =
        switch (way) {
          case NOTHING -> false;
          case LOOKED_UP -> found < 0 ? point(longest, row, reused) : nextShorter(reused);
          case WALKED -> walk(reused);
        };
    way = more ? way : Way.NOTHING;
    return more;
  }

  private boolean nextShorter(UnsafeRow reused) {
    int prefix = asked.prefixes()[row];
    if (found == prefix) {
      return false;
    }
    if (text == null) {
      text = asked.keys().copy(row);
    }
    shorterEnd[0] = found - 1;
    shorterPrefix[0] = prefix;
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
      all = files.scanBackward(asked.from(row), asked.to(row));
    }
    if (!all.next()) {
      return false;
    }
    reused.pointTo(null, all.valueAddress(), all.valueLength());
    return true;
  }
}
