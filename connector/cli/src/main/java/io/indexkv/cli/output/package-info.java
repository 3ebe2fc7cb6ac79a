/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What commands print: lines, tables, JSON, progress, and values as text.
 *
 * <p>Internal: no compatibility is promised. One thread prints. An output that cannot be written is
 * an {@link io.indexkv.cli.error.OutputException}.
 */
package io.indexkv.cli.output;
