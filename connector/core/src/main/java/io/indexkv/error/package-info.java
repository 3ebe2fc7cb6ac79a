/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The failures that users meet, and the checks of arguments.
 *
 * <p>Three kinds, three types: {@link io.indexkv.error.CorruptFileException} for damaged bytes,
 * {@link io.indexkv.error.UnsupportedFormatException} for a format that this IndexKV does not know,
 * {@link java.lang.IllegalArgumentException} or {@link java.lang.IllegalStateException} for wrong
 * use. Each message says what was expected, what was found, where, and what to do.
 */
package io.indexkv.error;
