/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.BlockLocation;

/** The hosts that store the blocks of a file. */
final class BlockHosts {
  /** Number of hosts named; a block usually has as many copies. */
  private static final int MAX = 3;

  /** The name that file systems give which do not know. */
  private static final String UNKNOWN = "localhost";

  private BlockHosts() {}

  /** The hosts that store the most bytes, the best first. */
  static List<String> of(BlockLocation[] blocks) throws IOException {
    if (blocks == null) {
      return List.of();
    }
    Map<String, Long> bytes = new HashMap<>();
    for (BlockLocation block : blocks) {
      for (String host : block.getHosts()) {
        if (!host.equals(UNKNOWN)) {
          bytes.merge(host, block.getLength(), Long::sum);
        }
      }
    }
    return bytes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX)
        .map(Map.Entry::getKey)
        .toList();
  }
}
