/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Finds the key ranges of a write's tasks from the key columns alone.
 *
 * <p>A writer needs its rows in ranges of the key. Spark finds such ranges by running the whole
 * query once before it shuffles its rows. {@link io.indexkv.spark.sample.SampledWrites} has it run
 * a query that reads only the key columns instead.
 *
 * <p>The ranges decide which task writes a row, never which rows are written. Any ranges are
 * correct.
 *
 * <p>The rule runs on the driver, in the thread that plans the query. It leaves a plan of another
 * shape as it is. Expressions run in tasks, each thread with its own copy. Nothing fails here: a
 * row that no store can have goes to the first range, and the writer refuses it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.sample;
