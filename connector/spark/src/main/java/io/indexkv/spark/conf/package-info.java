/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The options of the data source and of the session. {@code docs/spark-source.md} and {@code
 * docs/lookup-join.md} own their names and defaults.
 *
 * <p>Options are read once, on the driver, and are immutable after that. An unknown name or value
 * is refused with an {@link java.lang.IllegalArgumentException} that names the option, what was
 * expected and what was found.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.conf;
