/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Opens a version and looks keys up in its layers, newest first.
 *
 * <p>All users in a JVM share the files of a version, and each holds a lease. Lookups are
 * thread-safe and take no lock. Batches and cursors belong to one thread. Addresses are valid until
 * the lease is closed.
 *
 * <p>A missing file, or another file in its place, fails the opening with a {@link
 * io.indexkv.error.BrokenSnapshotException}. Damage that is found later fails a lookup with a
 * {@link io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.read;
