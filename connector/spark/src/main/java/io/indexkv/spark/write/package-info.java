/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Writes of a store, as Spark plans and runs them: tasks write files, and the driver commits once.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.write;
