/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores as tables of Spark: where a store is, and what Spark can read and write there.
 *
 * <p>Tables live on the driver and are immutable: each is one version of a store, pinned when Spark
 * asks for the table. A location, a version or an option that does not exist is refused when the
 * query is analysed.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.catalog;
