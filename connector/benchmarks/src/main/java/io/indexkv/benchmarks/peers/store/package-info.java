/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * The compared stores. {@link io.indexkv.benchmarks.peers.store.PeerStore} lists them, and each is
 * a {@link io.indexkv.benchmarks.peers.store.Peer} that writes a store and opens it.
 *
 * <p>An open store can be read by several threads; a lookup belongs to one. A failure of a store's
 * library ends the run.
 */
package io.indexkv.benchmarks.peers.store;
