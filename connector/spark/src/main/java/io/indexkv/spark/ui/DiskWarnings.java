/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns in the driver's log that lookups come from the disk, once for each version of a store. Not
 * thread-safe.
 */
final class DiskWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWarnings.class);

  /** Number of versions after which a warning may come again. */
  private static final int REMEMBERED = 1000;

  private final Set<String> warned = new HashSet<>();

  /** Warns of the lookups of a query, if they wait too often. */
  void tell(QueryReport query) {
    for (Alarms.Alarm alarm : Alarms.ofDisk(query)) {
      if (warned.size() == REMEMBERED) {
        warned.clear();
      }
      if (warned.add(alarm.where())) {
        LOG.warn(
            "query {}, {}: {}. {}",
            query.getExecutionId(),
            alarm.where(),
            alarm.what(),
            alarm.advice());
      }
    }
  }
}
