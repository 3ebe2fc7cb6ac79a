/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The store that a command names, its key and its columns, as users write and see them.
 *
 * <p>Internal: no compatibility is promised. All types but an open store are immutable. A location,
 * version or key that is not possible is a {@link io.indexkv.cli.error.UsageException}.
 */
package io.indexkv.cli.store;
