/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Writes of a store as Spark plans and runs them: tasks write files, the driver commits once.
 * Nothing here knows of reads or joins.
 *
 * <p>A writer belongs to one task attempt, and its files have names that no other attempt has. They
 * are visible only after the commit. If a task or the job fails, its files are deleted, unless
 * nobody can know whether the commit happened. Rows that cannot be stored fail the task before
 * anything is published.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.write;
