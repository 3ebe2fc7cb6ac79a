/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Memory, maps and files as plain bytes. No class here knows the format of a store file.
 *
 * <p>{@code Memory} checks no bounds: its callers do. A map stays valid until its owner unmaps it,
 * and any thread may read it. A file that is written belongs to one thread. If it cannot be
 * written, the error names it.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.bytes;
