/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

/** The form in which a table is stored. */
enum TableForm {
  /** Parquet files, in no order. */
  PLAIN,
  /** Parquet files, one for each bucket of the key, each sorted by the key. */
  BUCKETED,
  /** A store of IndexKV. */
  STORE
}
