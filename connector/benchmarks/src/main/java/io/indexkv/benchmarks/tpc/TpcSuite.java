/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import java.util.Iterator;
import java.util.List;

/** A suite of the Transaction Processing Performance Council: its tables and its queries. */
enum TpcSuite {
  H("tpch", 22) {
    @Override
    List<TpcTable> tables() {
      return TpcHTables.all();
    }

    @Override
    Iterator<String> lines(String table, double scale, int part, int parts) {
      return TpcHTables.lines(table, scale, part, parts);
    }
  },
  DS("tpcds", 99) {
    @Override
    List<TpcTable> tables() {
      return TpcDsTables.all();
    }

    @Override
    Iterator<String> lines(String table, double scale, int part, int parts) {
      return TpcDsTables.lines(table, scale, part, parts);
    }
  };

  private final String label;
  private final int queries;

  TpcSuite(String label, int queries) {
    this.label = label;
    this.queries = queries;
  }

  abstract List<TpcTable> tables();

  /**
   * One part of a table's rows, with columns separated by '|' and empty nulls.
   *
   * @param part number of the part, from 1 to {@code parts}
   */
  abstract Iterator<String> lines(String table, double scale, int part, int parts);

  /** All queries in the order of their numbers. Some of TPC-DS have two forms, a and b. */
  List<TpcQuery> queries() {
    return TpcQuery.ofSuite(label, queries);
  }

  @Override
  public String toString() {
    return label;
  }
}
