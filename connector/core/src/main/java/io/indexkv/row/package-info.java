/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The structure of a stored row, as {@code docs/row-layout.md} says: which bytes are one. What the
 * values in a row mean is not known here.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.row;
