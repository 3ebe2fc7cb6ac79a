/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/** A probe whose lookups are timed. */
sealed interface TimedProbe permits Probe, RunProbe {
  /** Time of all lookups so far, in nanoseconds. */
  long nanos();

  ProbeMetrics metrics();
}
