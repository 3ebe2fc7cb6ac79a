/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Key types: they turn keys into bytes, whose unsigned order is the order of the keys, and back.
 * {@code docs/key-encoding.md} defines the bytes.
 *
 * <p>{@link io.indexkv.key.Keys} and {@link io.indexkv.key.KeyType} are immutable and thread-safe.
 * A reader or a writer of keys belongs to one thread. A key that the type cannot hold fails with an
 * {@link java.lang.IllegalArgumentException}.
 */
package io.indexkv.key;
