/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

/** In which order a store is given its entries. */
enum Order {
  SORTED,
  UNSORTED
}
