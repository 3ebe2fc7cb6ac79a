/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * What users of plain Java name: {@link io.indexkv.Store} for lookups, {@link
 * io.indexkv.StoreWriter} for writes, {@link io.indexkv.StoreHistory} for the life of a store.
 *
 * <p>Public members stay compatible, except those marked {@link io.indexkv.Internal}. A null that
 * Javadoc does not allow is refused with a {@link java.lang.NullPointerException} that names the
 * parameter, or, as a key, with an {@link java.lang.IllegalArgumentException}.
 */
package io.indexkv;
