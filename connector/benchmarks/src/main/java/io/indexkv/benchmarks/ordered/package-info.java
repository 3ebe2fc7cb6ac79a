/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Measures ordered lookups beside the ways that Spark has for the same rows.
 *
 * <p>Internal: no compatibility is promised. The benchmark runs in one thread. It fails at once if
 * a query fails, if two ways return other sums, or if a plan is not the one of its name.
 */
package io.indexkv.benchmarks.ordered;
