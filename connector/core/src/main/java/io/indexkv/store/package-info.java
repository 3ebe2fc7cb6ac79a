/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Versions of a store: what belongs to each, how the next is published, how old ones go. {@code
 * docs/store-layout.md} owns the bytes and the protocol.
 *
 * <p>All types are immutable or hold a thread-safe {@code Storage}. Any number of threads and
 * processes may commit at a time: one of them gets the version, the others get a {@link
 * io.indexkv.error.CommitConflictException} or try again on top of it. If nobody can know the
 * outcome, the commit ends with a {@link io.indexkv.error.CommitStateUnknownException}, and nothing
 * is deleted.
 *
 * <p>Other failures: {@link io.indexkv.error.CorruptFileException} when bytes contradict the
 * format, {@link io.indexkv.error.UnsupportedFormatException} when they are from a newer IndexKV,
 * {@link io.indexkv.error.BrokenSnapshotException} when a listed file is missing or another than
 * listed, {@link java.lang.IllegalArgumentException} for wrong use.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store;
