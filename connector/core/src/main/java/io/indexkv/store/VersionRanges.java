/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.util.List;
import java.util.StringJoiner;

/** Writes versions as text, such as "1 to 4, 7, 9 to 12". */
final class VersionRanges {
  private VersionRanges() {}

  /** Joins the numbers of {@code versions}, which are ascending. */
  static String text(List<Long> versions) {
    if (versions.isEmpty()) {
      return "none";
    }
    StringJoiner ranges = new StringJoiner(", ");
    int first = 0;
    for (int i = 1; i <= versions.size(); i++) {
      if (i == versions.size() || versions.get(i) != versions.get(i - 1) + 1) {
        long from = versions.get(first);
        long to = versions.get(i - 1);
        ranges.add(from == to ? "" + from : from + " to " + to);
        first = i;
      }
    }
    return ranges.toString();
  }
}
