/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What layers cost: lookups and joins with 1, 2, 4, 8 of them, what compaction writes to be rid of
 * them, and how long versions of many files take to open.
 */
package io.indexkv.benchmarks.layers;
