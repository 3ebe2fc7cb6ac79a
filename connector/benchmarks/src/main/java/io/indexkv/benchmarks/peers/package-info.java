/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * IndexKV's store file beside other embedded stores: the same entries, the same random lookups,
 * each store in a JVM of its own, each in its best mode for reading.
 *
 * <p>An entry is known by its <em>id</em>, a long; {@link io.indexkv.benchmarks.peers.KeyKind}
 * makes the key of it and {@link io.indexkv.benchmarks.peers.Values} the value, so that no list of
 * keys takes part in a measurement and every answer can be checked. A value that was read is
 * consumed whole as its {@link io.indexkv.benchmarks.peers.Digest}. Times are nanoseconds or
 * seconds as named, sizes are bytes.
 */
package io.indexkv.benchmarks.peers;
