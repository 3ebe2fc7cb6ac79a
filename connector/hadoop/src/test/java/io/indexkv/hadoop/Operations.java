/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;

/** I/O operations, counted from 1, one of which may fail. Used by one thread. */
final class Operations {
  private int count;
  private int failing;

  /** Counts from 1 again. The operation with this number will fail; none if it is 0. */
  void failAt(int number) {
    count = 0;
    failing = number;
  }

  /** Comes before each operation. */
  void next() throws IOException {
    if (++count == failing) {
      throw new IOException("injected at operation " + failing);
    }
  }

  int count() {
    return count;
  }
}
