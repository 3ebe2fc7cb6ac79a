/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Scans and point reads of a store as Spark plans and runs them. Nothing here knows of writes or
 * joins.
 *
 * <p>The driver plans a scan of one pinned version; a reader belongs to one task. A reader holds a
 * lease on the files until it is closed or its task ends. Spark does not evaluate a filter again
 * that the keys answer, so the ranges of such a filter must be exact. A damaged file fails the task
 * with a {@link io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.read;
