/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Versions of stores as queries pin them: resolved once on the driver, shipped to the tasks, opened
 * once in each JVM.
 *
 * <p>A lease keeps the files mapped until its task has ended and nobody reads rows any more.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.snapshot;
