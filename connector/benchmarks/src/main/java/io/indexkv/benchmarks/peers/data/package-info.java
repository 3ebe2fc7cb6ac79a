/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * The entries that all compared stores have, and the ids that lookups ask for.
 *
 * <p>An entry has an <em>id</em>, a long. {@link io.indexkv.benchmarks.peers.data.KeyKind} makes
 * its key from the id, and {@link io.indexkv.benchmarks.peers.data.Values} its value. So a
 * measurement needs no list of keys, and every answer can be checked. A {@link
 * io.indexkv.benchmarks.peers.data.Digest} reads all bytes of a value. {@code Entries}, {@code
 * Values} and {@code LookupIds} belong to one thread.
 */
package io.indexkv.benchmarks.peers.data;
