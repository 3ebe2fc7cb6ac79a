/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Tells as data which joins of a plan are lookup joins, and why the others are not.
 *
 * <p>The classes are for one thread, on the driver. A plan may still change while it is read; the
 * answer then is that of the moment. Nothing here fails because of what a plan has in it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.report;
