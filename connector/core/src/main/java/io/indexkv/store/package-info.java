/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The versions of a store: what belongs to each, how a writer publishes the next one, and how a
 * reader opens one. {@code docs/store-layout.md} defines the bytes and the protocol.
 *
 * <p>{@link io.indexkv.error.CorruptFileException} means that bytes contradict the format. {@link
 * io.indexkv.error.UnsupportedFormatException} means that a newer IndexKV wrote them. {@link
 * io.indexkv.error.BrokenSnapshotException} means that a file is missing, or is not the one that
 * the version lists. {@link java.lang.IllegalArgumentException} means wrong use.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store;
