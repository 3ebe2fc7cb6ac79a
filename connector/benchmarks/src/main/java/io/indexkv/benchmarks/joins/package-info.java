/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * The end-to-end join benchmark. It runs a bare scan, Spark's own hash, broadcast and merge joins,
 * and the lookup join. All have the same generated facts and dimension and run in one JVM.
 *
 * <p>Seconds are wall clock. Sizes are bytes unless a name says otherwise. One thread drives the
 * queries; threads of the JVM and of Spark write to {@code HeapWatch} and {@code TaskTotals}.
 */
package io.indexkv.benchmarks.joins;
