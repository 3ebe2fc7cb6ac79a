/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Versions of a store: what belongs to each, how the next is published, how one is opened. The
 * bytes and the protocol are owned by {@code docs/store-layout.md}.
 *
 * <p>Failures: {@link io.indexkv.error.CorruptFileException} when bytes contradict the format,
 * {@link io.indexkv.error.UnsupportedFormatException} when they are from a newer IndexKV, {@link
 * io.indexkv.error.BrokenSnapshotException} when a listed file is missing or another than listed,
 * {@link java.lang.IllegalArgumentException} for wrong use.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store;
