/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The operator that runs a lookup join: over rows, or in generated code over batches.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.join;
