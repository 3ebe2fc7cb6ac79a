/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The one place that knows Scala's collections, which differ between Scala versions, and parameters
 * that differ between versions of Spark. It also has errors that Spark has a class for.
 *
 * <p>All methods are pure and thread-safe. If the running Spark lacks a method or a parameter, they
 * fail with an {@link java.lang.IllegalStateException} that names it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.compat;
