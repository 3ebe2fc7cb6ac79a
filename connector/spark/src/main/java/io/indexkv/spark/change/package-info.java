/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * MERGE, UPDATE and DELETE: what Spark asks of a table that such a statement changes. Spark reads
 * the target by a scan of {@code read}, and writes the changes by {@code write}.
 *
 * <p>Used on the driver, by one thread a statement. A statement is bound to one version of the
 * store. What does not fit is refused when the statement is analysed or planned.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.change;
