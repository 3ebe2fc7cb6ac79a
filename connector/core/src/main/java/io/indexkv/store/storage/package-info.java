/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The interface between stores and file systems, and the local file system.
 *
 * <p>A {@code Storage} is thread-safe. Its create-if-absent publishes a whole manifest or nothing.
 * {@link io.indexkv.error.NotPublishedException} means that it certainly published nothing; after
 * any other failure it may have.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.storage;
