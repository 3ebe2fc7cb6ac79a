/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.rows.RowBuffer;
import java.io.IOException;

/** Rows, one after the other. Belongs to one thread. */
public interface Rows {
  /**
   * Writes the next row.
   *
   * @return false at the end
   * @throws io.indexkv.cli.error.InputException if a file cannot be read, or has a value that does
   *     not fit
   */
  boolean next(RowBuffer row) throws IOException;

  /** Where the last row came from, for messages: a line or a row of a file. */
  String place();
}
