/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The lookup join, from Spark's plan to the generated code that runs it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.join;
