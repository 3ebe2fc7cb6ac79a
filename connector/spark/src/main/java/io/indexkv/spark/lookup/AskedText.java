/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

/**
 * A text that begins with the keys that are asked for.
 *
 * @param bytes the encoded first key columns, then the text
 * @param prefix number of bytes of the first key columns
 */
record AskedText(byte[] bytes, int prefix) {}
