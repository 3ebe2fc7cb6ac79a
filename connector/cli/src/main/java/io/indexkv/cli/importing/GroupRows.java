/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one group after the other, in an order that the caller chooses. */
public interface GroupRows extends Rows, Closeable {
  /** Goes to the beginning of a group. The rows are those of this group from now on. */
  void open(int group) throws IOException;
}
