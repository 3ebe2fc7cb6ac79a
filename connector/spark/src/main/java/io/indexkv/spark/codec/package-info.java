/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Keys and rows between Spark and core, and versions of stores as queries pin them.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.codec;
