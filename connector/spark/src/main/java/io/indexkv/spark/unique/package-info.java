/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Removes joins and groupings that cannot change a query's rows, because the key of a store is
 * unique. Spark knows no such keys itself.
 *
 * <p>{@link io.indexkv.spark.unique.UniqueKeys} follows the key of a store through a plan, as far
 * as no two rows can have the same. The rules change a plan only where such a key proves that the
 * rows stay the same. Tests compare each rule with the same query without it.
 *
 * <p>All methods are pure functions of plans, so any thread may call them. They fail only if a
 * setting of the session has no known value.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.unique;
