/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Measures the cost of layers: lookups and joins with 1, 2, 4 and 8 layers, the bytes that a
 * compaction writes, and the time to open versions of many files.
 */
package io.indexkv.benchmarks.layers;
