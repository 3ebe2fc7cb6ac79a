/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Stores as a Spark data source: {@code df.write().format("indexkv")} and {@code
 * spark.read().format("indexkv")}. Reading, writing and joining each have a package that knows
 * nothing of the other two; what they share is in {@code snapshot}, {@code codec} and {@code conf}.
 *
 * <p>The driver plans and commits, tasks read and write. Wrong options and types fail when the
 * query is planned; damaged files fail the task that reads them.
 *
 * <p>Internal: no compatibility is promised. {@link io.indexkv.spark.LookupTable} and the data
 * source are for users, and stay compatible.
 */
package io.indexkv.spark;
