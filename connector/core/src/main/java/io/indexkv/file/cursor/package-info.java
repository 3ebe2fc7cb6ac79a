/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Walks entries in key order: the contract of all scans, and scans over several files.
 *
 * <p>A cursor belongs to one thread. A scan that has failed fails again with the same cause,
 * because to go on would leave entries out.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.cursor;
