/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The options of the data source and of the session.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.conf;
