/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What is known of a store, as tables of Spark: its versions, tags, files and properties.
 *
 * <p>These tables live on the driver. Each scan reads the store anew, so that it shows the versions
 * that there are at that moment. A table that is pinned to a version shows that version. If the
 * storage does not answer, the query fails when Spark plans it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.metadata;
