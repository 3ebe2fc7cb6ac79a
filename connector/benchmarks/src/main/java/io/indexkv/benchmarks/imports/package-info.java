/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Compares {@code indexkv import} with Spark's writer: the same Parquet files into one store each.
 *
 * <p>Internal: no compatibility is promised. The benchmark runs in one thread, and fails at once if
 * a step fails.
 */
package io.indexkv.benchmarks.imports;
