/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * What all benchmarks say of a run: where it was measured, with what, and where its results are.
 */
package io.indexkv.benchmarks;
