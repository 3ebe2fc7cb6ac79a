/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Checks the structure of stored rows, and converts rows of an older schema: which bytes are a row,
 * as {@code docs/row-layout.md} defines. The checks do not look at what the values mean.
 *
 * <p>Checks and conversions are immutable and thread-safe; a {@link io.indexkv.row.RowConverter} is
 * for one thread. Checks return what is wrong instead of throwing it, because only the caller knows
 * file and offset.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.row;
