/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Functions of SQL that a catalog gives to each of its tables: {@code
 * kv.travel.airports.lookup(iata)}.
 *
 * <p>Spark binds a call on the driver, to the version that is the newest then. Tasks look up in
 * that version, with {@link io.indexkv.spark.lookup.TaskLookup}.
 *
 * <p>A bound function is serializable and thread-safe. A call with arguments that are no key of the
 * table is refused when Spark analyses the statement.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.function;
