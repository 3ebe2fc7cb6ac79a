/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

/**
 * Counts of what the local cache has done in this JVM so far. No count ever falls. {@code
 * copiedBytes} out of {@code askedBytes} is the progress of the downloads.
 *
 * @param hits fetched files whose copy existed
 * @param downloads files whose copying has begun or ended
 * @param askedBytes size of those files together
 * @param copiedBytes bytes of those files that have arrived
 * @param retries reads that failed and were continued where they had stopped
 * @param inflated compressed files that were inflated
 * @param evicted copies that were deleted to make room for others
 * @param evictedBytes size of the evicted copies together
 * @param discarded copies that were deleted because they were damaged
 */
public record CacheMetrics(
    long hits,
    long downloads,
    long askedBytes,
    long copiedBytes,
    long retries,
    long inflated,
    long evicted,
    long evictedBytes,
    long discarded) {

  /** The counts at this moment. */
  public static CacheMetrics now() {
    return new CacheMetrics(
        CacheCounters.HITS.sum(),
        CacheCounters.DOWNLOADS.sum(),
        CacheCounters.ASKED_BYTES.sum(),
        CacheCounters.COPIED_BYTES.sum(),
        CacheCounters.RETRIES.sum(),
        CacheCounters.INFLATED.sum(),
        CacheCounters.EVICTED.sum(),
        CacheCounters.EVICTED_BYTES.sum(),
        CacheCounters.DISCARDED.sum());
  }
}
