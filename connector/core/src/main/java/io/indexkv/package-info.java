/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The types that users of plain Java name: {@link io.indexkv.Store} for lookups, {@link
 * io.indexkv.StoreWriter} for writes, {@link io.indexkv.StoreHistory} for all else about a store.
 *
 * <p>Public members stay compatible, except those marked {@link io.indexkv.Internal}. A null that
 * Javadoc does not allow throws a {@link java.lang.NullPointerException} that names the parameter.
 * A null key throws an {@link java.lang.IllegalArgumentException}.
 */
package io.indexkv;
