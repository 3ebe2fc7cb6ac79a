/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Lookups in the code of tasks: the implementation of {@link io.indexkv.spark.LookupTable}.
 *
 * <p>A task opens the store once and closes it when the task ends. Results are copied out of the
 * store's memory.
 *
 * <p>Lookups are thread-safe; those of one task wait for each other. A key of a wrong class is an
 * {@link java.lang.IllegalArgumentException}. After the end of its task, or of the table, a lookup
 * fails with an {@link java.lang.IllegalStateException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.lookup;
