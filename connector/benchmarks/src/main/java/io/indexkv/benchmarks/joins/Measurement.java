/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.Locale;

/**
 * One run of one variant of a query.
 *
 * @param run 1, 2, 3, …; 0 is the warm-up
 * @param cpuSeconds processor time of the whole process, with all its threads
 * @param peakHeap maximum heap in use, with garbage
 * @param collectedHeap maximum heap left in use by a garbage collection; 0 if none ran
 * @param shuffled bytes written to shuffle files
 * @param spilled bytes written to spill files
 */
record Measurement(
    Subject subject,
    int run,
    double seconds,
    double cpuSeconds,
    long peakHeap,
    long collectedHeap,
    long shuffled,
    long spilled) {

  static final String CSV_HEADER =
      "case,query,variant,run,seconds,cpu_seconds,peak_heap,collected_heap,shuffled,spilled";

  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%d,%.3f,%.3f,%d,%d,%d,%d",
        subject.ofCase(),
        subject.query(),
        subject.variant(),
        run,
        seconds,
        cpuSeconds,
        peakHeap,
        collectedHeap,
        shuffled,
        spilled);
  }
}
