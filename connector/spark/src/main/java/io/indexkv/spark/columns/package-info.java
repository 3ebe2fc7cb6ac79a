/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Batches of columns for Spark, taken out of stored rows: {@link
 * io.indexkv.spark.columns.StoredColumns}.
 *
 * <p>A batch belongs to one task and is valid until the next one. Nothing here is thread-safe. A
 * row that cannot be one of the store fails the task with a {@link
 * io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.columns;
