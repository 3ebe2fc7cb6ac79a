/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Lookups in the code of tasks: the implementation of {@link io.indexkv.spark.LookupTable}.
 *
 * <p>A task opens the store once and closes it when the task ends. Results are copied out of the
 * store's memory.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.lookup;
