/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.RangeLookup;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Runs whose entries come in key order. */
final class ForwardRuns implements RunEntries {
  private static final byte[] NONE = {};

  /** A run from here to {@link #ZERO} has no entries. */
  private static final byte[] ONE = {1};

  private static final byte[] ZERO = {0};

  private final RangeLookup lookup;
  private final ByteRuns froms = new ByteRuns();
  private final ByteRuns tos = new ByteRuns();

  ForwardRuns(OpenSnapshot files) {
    lookup = files.ranges();
  }

  @Override
  public void begin() {
    froms.clear();
    tos.clear();
  }

  @Override
  public void add(AskedRun run) {
    froms.add(run.from());
    tos.add(run.to() == null ? NONE : run.to());
  }

  @Override
  public void addNothing() {
    froms.add(ONE);
    tos.add(ZERO);
  }

  @Override
  public void find() {
    lookup.find(froms.bytes(), froms.ends(), tos.bytes(), tos.ends(), froms.count());
  }

  @Override
  public void seek(int row) {
    lookup.begin(row);
  }

  @Override
  public boolean next(UnsafeRow reused) {
    if (!lookup.next()) {
      return false;
    }
    reused.pointTo(null, lookup.address(), lookup.length());
    return true;
  }
}
