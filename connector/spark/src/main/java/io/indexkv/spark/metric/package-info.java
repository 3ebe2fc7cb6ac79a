/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The metrics of a scan that the SQL tab of Spark's UI shows. Spark creates them by their names on
 * the driver.
 *
 * <p>They have no state, so any thread may use them, and nothing here fails.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.metric;
