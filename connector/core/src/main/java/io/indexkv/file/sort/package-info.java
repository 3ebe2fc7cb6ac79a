/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Sorts entries that arrive in any order: in memory, and in runs on disk that are merged.
 *
 * <p>A sorter belongs to one thread. It deletes its runs when it is closed, and whatever fails.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.sort;
