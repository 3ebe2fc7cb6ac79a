/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/** A join with a store that is larger than the memory of the machine. */
package io.indexkv.benchmarks.large;
