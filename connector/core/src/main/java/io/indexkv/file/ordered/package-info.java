/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Finds the neighbours of keys in store files: the last entry at or before a key, the first one at
 * or behind it. It answers batches of keys, and begins runs of entries.
 *
 * <p>All types belong to one thread, and are valid while the files are open.
 *
 * <p>A probe believes the block index only as far as the entries agree with it. Otherwise it fails
 * with a {@link io.indexkv.error.CorruptFileException}, as scans do.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.ordered;
