/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

/** The order in which a store gets its entries. */
public enum Order {
  SORTED,
  UNSORTED
}
