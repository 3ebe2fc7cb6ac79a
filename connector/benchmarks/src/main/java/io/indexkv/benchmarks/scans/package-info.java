/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Scans of a store beside scans of Parquet files that are sorted by the same key: counts, ranges,
 * first and last rows, whole tables, and the writes of both.
 *
 * <p>Both have the same rows and are read in one JVM, in turns. Seconds are wall clock. One thread
 * drives the queries.
 */
package io.indexkv.benchmarks.scans;
