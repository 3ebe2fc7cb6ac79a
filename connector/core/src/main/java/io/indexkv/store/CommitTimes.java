/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.util.List;

/**
 * Versions by the time of their commits, which only grows with the version.
 *
 * @param versions that there are, ascending
 */
record CommitTimes(VersionLog snapshots, List<Long> versions) {
  /** How many of the versions were committed up to this time, in milliseconds, included. */
  int countUntil(long millis) throws IOException {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (snapshots.at(versions.get(middle)).timestamp() <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
