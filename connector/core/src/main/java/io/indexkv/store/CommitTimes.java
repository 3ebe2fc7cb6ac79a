/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.util.List;

/**
 * Finds versions by the time of their commits. A later version always has a later time.
 *
 * @param versions numbers of the existing versions, ascending
 */
record CommitTimes(ManifestDirectory manifests, List<Long> versions) {
  /**
   * How many of the versions were committed at this time or before.
   *
   * @param millis milliseconds since 1970, UTC
   */
  int countUntil(long millis) throws IOException {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (manifests.at(versions.get(middle)).timestamp() <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
