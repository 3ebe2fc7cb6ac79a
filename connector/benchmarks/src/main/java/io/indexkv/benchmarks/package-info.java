/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Parts that all benchmarks share: options, the description of machine and run, and the directory
 * of results.
 */
package io.indexkv.benchmarks;
