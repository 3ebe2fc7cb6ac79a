/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
/**
 * Compares IndexKV's store file with other embedded stores. All have the same entries and get the
 * same random lookups. Each store runs in a JVM of its own, in its best mode for reading.
 *
 * <p>The packages {@code data} and {@code store} have the entries and the stores. This one runs the
 * measurements, one after the other, and writes their results. Times are nanoseconds or seconds, as
 * named; sizes are bytes.
 */
package io.indexkv.benchmarks.peers;
