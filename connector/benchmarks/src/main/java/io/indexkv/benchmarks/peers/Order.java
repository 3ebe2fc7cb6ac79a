/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

/** The order in which a store gets its entries. */
enum Order {
  SORTED,
  UNSORTED
}
