/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The types that users of plain Java name: {@link io.indexkv.Store} for lookups, {@link
 * io.indexkv.StoreWriter} for writes, {@link io.indexkv.StoreHistory} for all else about a store.
 *
 * <p>Public members stay compatible, except those marked {@link io.indexkv.Internal}. A null that
 * Javadoc does not allow is refused with a {@link java.lang.NullPointerException} that names the
 * parameter, or, as a key, with an {@link java.lang.IllegalArgumentException}.
 *
 * <p>A store is thread-safe, and its lookups take no lock. Writers, cursors and batch lookups
 * belong to one thread. Whoever opens one of them closes it. The failures are those of {@link
 * io.indexkv.error}.
 */
package io.indexkv;
