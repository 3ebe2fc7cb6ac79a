/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * The end-to-end join benchmark: a bare scan, Spark's own hash, broadcast and merge joins and the
 * lookup join over the same generated facts and dimension, in one JVM.
 *
 * <p>Seconds are wall clock, bytes are bytes unless a name says otherwise. One thread drives the
 * queries; {@code HeapWatch} and {@code TaskTotals} are written to by threads of the JVM and of
 * Spark.
 */
package io.indexkv.benchmarks.joins;
