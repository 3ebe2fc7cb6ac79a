/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Compares IndexKV's store file with other embedded stores. All have the same entries and get the
 * same random lookups. Each store runs in a JVM of its own, in its best mode for reading.
 *
 * <p>An entry has an <em>id</em>, a long. {@link io.indexkv.benchmarks.peers.KeyKind} makes its key
 * from the id, and {@link io.indexkv.benchmarks.peers.Values} its value. So a measurement needs no
 * list of keys, and every answer can be checked. A {@link io.indexkv.benchmarks.peers.Digest} reads
 * all bytes of a value. Times are nanoseconds or seconds, as named; sizes are bytes.
 */
package io.indexkv.benchmarks.peers;
