/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Keys and rows between Spark and core: types, encoders, and the text of keys in messages. {@code
 * docs/key-encoding.md} and {@code docs/row-layout.md} own the bytes.
 *
 * <p>Types and keys are immutable and can be shipped to tasks. An encoder belongs to one thread and
 * uses its buffer again for the next key. A type or a column that cannot be a key is refused with
 * an {@link java.lang.IllegalArgumentException} that says what to do. Bytes that are no key are
 * refused in the same way.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.codec;
