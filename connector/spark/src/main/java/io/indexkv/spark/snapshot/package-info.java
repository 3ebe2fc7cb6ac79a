/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Versions of stores, pinned by queries: the driver resolves a version once and ships it to the
 * tasks, and each JVM opens it once.
 *
 * <p>A lease keeps the files mapped until its task has ended and no thread reads rows any more.
 *
 * <p>Pins are immutable and leases are thread-safe. A version that is gone or was replaced is a
 * {@link io.indexkv.error.BrokenSnapshotException}. Other failures name the store.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.snapshot;
