/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Decides which joins become lookup joins, and explains why others do not.
 *
 * <p>Only shapes that this package lists become lookup joins. All others stay Spark's own, with the
 * reason in the log and in {@code EXPLAIN}.
 *
 * <p>All of it runs on the driver, in the thread that plans a query. It shares only the reasons
 * that were logged, and any thread may add to them. A {@code NoLookupJoin} says that a join stays
 * Spark's own. It fails the query only in the mode {@code require}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.planning;
