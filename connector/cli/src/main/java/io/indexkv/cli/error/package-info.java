/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The failures of commands that are not failures of a store: wrong use, input that cannot be read,
 * output that nobody takes. {@code FailureReport} turns each into a message and an exit code.
 *
 * <p>Internal: no compatibility is promised. The exceptions are immutable.
 */
package io.indexkv.cli.error;
