/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import java.util.Locale;

/** The form in which the rows are stored. */
enum TableForm {
  /** Parquet files with Zstandard, in ranges of the key, each sorted by it. */
  PARQUET,
  /** A store of IndexKV. */
  STORE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
