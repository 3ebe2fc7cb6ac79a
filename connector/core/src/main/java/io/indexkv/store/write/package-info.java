/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Writes the files of a layer, and folds layers into one.
 *
 * <p>A writer belongs to one thread. It publishes nothing: its caller commits the layer. Closing it
 * deletes the files of a layer that was not kept. So a write that fails leaves nothing, unless the
 * outcome of its commit is unknown.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.write;
