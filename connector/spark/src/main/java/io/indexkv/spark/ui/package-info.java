/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What Spark's UI, its history server and its metrics show of lookup joins.
 *
 * <p>{@code JoinListener} follows Spark's events and keeps one {@code QueryReport} a query in the
 * store of Spark's UI. {@code Page} and {@code Json} read from there. Spark calls the listener from
 * one thread, and pages from any. What cannot start or be shown is one warning in the log, never a
 * failed application or query. The classes that name types of Spark's web server are loaded by
 * name, because each line of Spark has other ones.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.ui;
