/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

/**
 * What the local cache has done in this JVM so far; all counts only grow. The progress of downloads
 * is copiedBytes out of askedBytes.
 *
 * @param hits files whose copy was there
 * @param downloads files that were copied, or are being
 * @param askedBytes what the files to copy have together
 * @param copiedBytes what has arrived of them
 * @param retries reads that failed and were begun again where they had stopped
 * @param inflated copies of compressed files that were inflated
 * @param evicted copies that made room for others
 * @param evictedBytes what they had together
 * @param discarded copies that were found damaged
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
