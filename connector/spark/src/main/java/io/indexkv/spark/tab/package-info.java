/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The tab IndexKV in the UI of Spark 3.5, whose web server has other types than that of Spark 4.
 * The module for Spark 4 has the same classes for that one.
 *
 * <p>The package {@code io.indexkv.spark.ui} loads these classes by name and gives them the
 * content. The web server calls them from several threads. If they do not fit, that is one warning
 * there.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.tab;
