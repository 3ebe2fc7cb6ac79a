/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import org.apache.parquet.column.values.ValuesReader;

/**
 * Says which rows of a page are null, a batch at a time. So it needs no memory for as many rows as
 * the page claims to have.
 */
interface Nulls {
  /**
   * Looks at the next {@code count} rows, at least 1.
   *
   * @param to says for each whether it is null; not written if none is
   * @return number of those that are null
   */
  int next(boolean[] to, int count);

  /** Nulls are the rows with a level below {@code max}. */
  static Nulls of(Runs levels, int max) {
    int[] batch = new int[FlatColumn.BATCH];
    return (to, count) -> {
      if (levels.skip(max, count)) {
        return 0;
      }
      levels.read(batch, count);
      int found = 0;
      for (int i = 0; i < count; i++) {
        to[i] = batch[i] < max;
        found += to[i] ? 1 : 0;
      }
      return found;
    };
  }

  /** As {@link #of(Runs, int)}, for levels that the library reads. */
  static Nulls of(ValuesReader levels, int max) {
    return (to, count) -> {
      int found = 0;
      for (int i = 0; i < count; i++) {
        to[i] = levels.readInteger() < max;
        found += to[i] ? 1 : 0;
      }
      return found;
    };
  }
}
