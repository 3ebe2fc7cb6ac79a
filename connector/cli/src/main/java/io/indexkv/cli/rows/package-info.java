/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Makes rows in the layout of docs/row-layout.md, and takes the keys out of them, without Java
 * objects for the values.
 *
 * <p>Internal: no compatibility is promised. A buffer and a key belong to one thread. A value that
 * does not fit is an {@link java.lang.IllegalArgumentException}.
 */
package io.indexkv.cli.rows;
