/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.DataFile;
import io.indexkv.store.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The entries with from &lt;= key &lt; to, for one task; null means unbounded. The ranges of a scan
 * cover all keys, so that no entry is left out whatever the files hold.
 */
record RangePartition(byte[] from, byte[] to) implements InputPartition {

  /** One range a file: each begins with the file's smallest key. */
  static List<RangePartition> plan(Manifest manifest) {
    TreeSet<byte[]> starts = new TreeSet<>(Arrays::compareUnsigned);
    manifest.layers().stream()
        .flatMap(List::stream)
        .map(DataFile::info)
        .filter(info -> info.entries() > 0)
        .forEach(info -> starts.add(info.smallestKey()));
    List<RangePartition> ranges = new ArrayList<>();
    byte[] from = null;
    for (byte[] start : starts.stream().skip(1).toList()) {
      ranges.add(new RangePartition(from, start));
      from = start;
    }
    if (!starts.isEmpty()) {
      ranges.add(new RangePartition(from, null));
    }
    return ranges;
  }
}
