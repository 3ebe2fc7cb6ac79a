/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Keys and rows between Spark and core: types, encoders, and the text of keys in messages.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.codec;
