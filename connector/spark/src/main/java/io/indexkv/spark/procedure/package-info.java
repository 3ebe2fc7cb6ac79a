/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Maintenance of stores by {@code CALL}: which procedures there are, their parameters, and what
 * they do. Nothing here names a type that only Spark 4 has; the package {@code v4} makes Spark's
 * procedures of them.
 *
 * <p>A procedure runs on the driver, in the thread of the statement. It fails with an {@link
 * java.lang.IllegalArgumentException} that names the parameter, or as the store's history does.
 * Running one again after it has succeeded changes nothing more, because Spark Connect may run a
 * statement twice.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.procedure;
