/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Key types: how keys become bytes in unsigned order, and back. {@code docs/key-encoding.md} owns
 * the bytes.
 *
 * <p>A {@link io.indexkv.key.Keys} and a {@link io.indexkv.key.KeyType} are immutable and
 * thread-safe. A reader and a writer of keys belong to one thread. A key that the type does not
 * have is refused with an {@link java.lang.IllegalArgumentException}.
 */
package io.indexkv.key;
