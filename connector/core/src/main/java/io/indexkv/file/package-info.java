/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Reads one store file: opens, checks, looks up and scans. {@code docs/store-file-format.md} owns
 * the format of its bytes.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file;
