/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * One store file: bytes to sorted entries, and back. {@code docs/store-file-format.md} owns the
 * bytes.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file;
