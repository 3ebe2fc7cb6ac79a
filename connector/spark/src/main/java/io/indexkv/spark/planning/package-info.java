/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Decides which joins become lookup joins, and explains why others do not.
 *
 * <p>Only shapes that this package lists become lookup joins. All others stay Spark's own, with the
 * reason in the log and in {@code EXPLAIN}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.planning;
