/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.util.concurrent.atomic.LongAdder;

/** The counters that {@link CacheMetrics} reports. */
final class CacheCounters {
  static final LongAdder HITS = new LongAdder();
  static final LongAdder DOWNLOADS = new LongAdder();
  static final LongAdder ASKED_BYTES = new LongAdder();
  static final LongAdder COPIED_BYTES = new LongAdder();
  static final LongAdder RETRIES = new LongAdder();
  static final LongAdder INFLATED = new LongAdder();
  static final LongAdder EVICTED = new LongAdder();
  static final LongAdder EVICTED_BYTES = new LongAdder();
  static final LongAdder DISCARDED = new LongAdder();

  private CacheCounters() {}
}
