/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Manifests: what a version lists, and the schema of its rows. {@code docs/store-layout.md} defines
 * them.
 *
 * <p>All types are immutable. A reader checks a whole manifest when it decodes it. A damaged one is
 * a {@link io.indexkv.error.CorruptFileException}, one of a newer format a {@link
 * io.indexkv.error.UnsupportedFormatException}. Both name the manifest.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.store.manifest;
