/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores as tables of Spark: where a store is, and what Spark can read and write there.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.catalog;
