/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Where a store is: the seam between stores and file systems, and the local file system.
 *
 * <p>A {@code Storage} is thread-safe. Its create-if-absent publishes a manifest whole or not at
 * all.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.storage;
