/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Manifests: what a version lists, as {@code docs/store-layout.md} says, and the schema of its
 * rows.
 *
 * <p>All types are immutable. A manifest is checked as a whole when it is read.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.manifest;
