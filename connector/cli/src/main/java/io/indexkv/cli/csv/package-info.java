/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Reads CSV as RFC 4180 has it.
 *
 * <p>Internal: no compatibility is promised. A reader belongs to one thread. Text that is not CSV
 * is an {@link io.indexkv.cli.error.InputException} with its line.
 */
package io.indexkv.cli.csv;
