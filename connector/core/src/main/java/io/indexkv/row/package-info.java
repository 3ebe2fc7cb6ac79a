/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Checks the structure of stored rows: which bytes are a row, as {@code docs/row-layout.md}
 * defines. The checks do not look at what the values mean.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.row;
