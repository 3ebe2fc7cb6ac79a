/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Writes one store file, strictly forward, from entries in key order.
 *
 * <p>A writer belongs to one thread. {@code finish()} makes the file whole; {@code close()} alone
 * abandons it. A key out of order fails with an {@link java.lang.IllegalArgumentException} that
 * names the file. Errors of the output pass through.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.file.write;
