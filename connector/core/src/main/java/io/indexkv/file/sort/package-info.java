/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Sorts entries that arrive in any order: in memory, and with sorted runs on disk, which it merges.
 *
 * <p>A sorter belongs to one thread. Closing it deletes its runs, even after a failure.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.sort;
