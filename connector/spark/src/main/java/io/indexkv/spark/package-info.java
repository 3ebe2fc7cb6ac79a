/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Stores as a Spark data source: {@code df.write().format("indexkv")} and {@code
 * spark.read().format("indexkv")}. Reading, writing and joining each have a package that does not
 * know the other two. They share {@code codec} and {@code conf}.
 *
 * <p>Internal: no compatibility is promised. {@link io.indexkv.spark.LookupTable} and the data
 * source are for users, and stay compatible.
 */
package io.indexkv.spark;
