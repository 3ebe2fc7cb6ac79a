/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Values and rows: how values become bytes, and back. {@code docs/row-layout.md} owns the bytes of
 * rows.
 *
 * <p>All types are immutable and thread-safe. A value that does not fit its column is refused with
 * an {@link java.lang.IllegalArgumentException}; nothing is rounded.
 */
package io.indexkv.value;
