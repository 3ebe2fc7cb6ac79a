/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What names types that only Spark 4 has: procedures in {@code CALL}, and reports in plans.
 *
 * <p>The session's extensions load this package by name on Spark 4.1 and newer. On Spark 3.5 nobody
 * loads it. All of it runs on the driver, while Spark analyses a statement.
 *
 * <p>A class that does not fit the running Spark fails when it is loaded, with an error that names
 * it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.v4;
