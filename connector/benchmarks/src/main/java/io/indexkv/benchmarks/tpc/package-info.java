/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * TPC-H and TPC-DS: every query on stores against the same query on Parquet. The data is that of
 * the ported generators of Trino, the queries are those that Spark tests itself with; the numbers
 * are no official TPC results.
 */
package io.indexkv.benchmarks.tpc;
