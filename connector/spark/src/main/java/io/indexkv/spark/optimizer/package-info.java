/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Rules that change logical plans so that more joins become lookup joins, or cheaper ones.
 *
 * <p>A rule may change the order of joins and filters, never the rows of a query. Each is tested
 * against the same query with the rule off.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.optimizer;
