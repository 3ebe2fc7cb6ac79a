/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The operator that runs a lookup join: over rows, or in generated code over batches.
 *
 * <p>The plan is immutable. Its iterators and its generated code belong to one thread of a task. A
 * row that it returns is valid until the next one is asked for. If the JVM reads a file that
 * somebody has cut short, the task fails with a {@link io.indexkv.error.CorruptFileException}.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.join;
