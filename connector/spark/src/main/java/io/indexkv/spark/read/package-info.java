/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Scans and point reads of a store, as Spark plans and runs them.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.read;
