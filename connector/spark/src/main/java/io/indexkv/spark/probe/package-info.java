/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Turns keys into batches, and batches into results: the work of a task for a lookup join.
 *
 * <p>A probe belongs to one thread. It allocates nothing per key. Results are addresses in the
 * store's memory, valid until the task's lease is closed.
 *
 * <p>A damaged file, or one that was cut short, fails the batch with a {@link
 * io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.probe;
