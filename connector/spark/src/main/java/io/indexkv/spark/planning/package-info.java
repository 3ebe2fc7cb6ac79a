/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Which join becomes a lookup join, and why another does not.
 *
 * <p>Only shapes that are listed here become lookup joins. All others stay Spark's own, with the
 * reason in the log and in {@code EXPLAIN}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.planning;
