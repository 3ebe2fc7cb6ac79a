/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.rows.RowBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The rows of the files of an import, in the order of the files. Belongs to one thread. */
public interface RowSource extends Closeable {
  /** The columns of the rows. */
  List<StoreField> columns();

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

  /** Number of rows of all files, if it is known. */
  OptionalLong expected();

  /**
   * A few keys from all over the files, in any order, to divide the keys by. None if they cannot be
   * had without reading everything.
   *
   * @param key the columns of the key, among {@link #columns()}
   */
  List<byte[]> sample(List<StoreField> key) throws IOException;
}
