/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * TPC-H and TPC-DS: compares every query on stores with the same query on Parquet. The data comes
 * from Trino's ports of the generators, the queries from Spark's own tests. The numbers are not
 * official TPC results.
 */
package io.indexkv.benchmarks.tpc;
