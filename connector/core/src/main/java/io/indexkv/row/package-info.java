/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The structure of a stored row, as {@code docs/row-layout.md} says: which bytes are one. What the
 * values in a row mean is not known here.
 *
 * <p>Checks are immutable and thread-safe. They return what is wrong instead of throwing it,
 * because only the caller knows file and offset.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.row;
