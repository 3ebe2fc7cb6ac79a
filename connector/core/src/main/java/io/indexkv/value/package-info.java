/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Values and rows: they turn values into bytes, and back. {@code docs/row-layout.md} defines the
 * bytes of rows.
 *
 * <p>All types are immutable and thread-safe. A value that does not fit its column fails with an
 * {@link java.lang.IllegalArgumentException}; nothing is rounded.
 */
package io.indexkv.value;
