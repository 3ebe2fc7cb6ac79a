/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The rows of the files of an import, in the order of the files. Belongs to one thread. */
public interface RowSource extends Rows, Closeable {
  /** The columns of the rows. */
  List<StoreField> columns();

  /** Number of rows of all files, if it is known. */
  OptionalLong expected();

  /**
   * A few keys from all over the files, in the order of their rows, to divide the keys by. None if
   * they cannot be had without reading everything.
   *
   * @param key the columns of the key, among {@link #columns()}
   */
  List<byte[]> sample(List<StoreField> key) throws IOException;

  /**
   * Number of groups of rows, in the order of the rows. Several threads can read them at the same
   * time. 0 if only one thread can read the rows, from the first to the last.
   */
  default int groups() {
    return 0;
  }

  /** Reads the groups in a thread. */
  default GroupRows openGroups() {
    throw new IllegalStateException("there are no groups");
  }
}
