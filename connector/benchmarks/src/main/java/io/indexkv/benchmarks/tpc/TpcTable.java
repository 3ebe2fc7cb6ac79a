/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A table of a suite.
 *
 * @param key the columns of its primary key, in key order
 */
record TpcTable(String name, StructType schema, List<String> key) {
  @Override
  public String toString() {
    return name;
  }
}
