/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * The exceptions that users meet, and checks of arguments.
 *
 * <p>There are three kinds of failure. {@link io.indexkv.error.CorruptFileException} means damaged
 * bytes. {@link io.indexkv.error.UnsupportedFormatException} means a format that this IndexKV does
 * not know. {@link java.lang.IllegalArgumentException} and {@link java.lang.IllegalStateException}
 * mean wrong use.
 *
 * <p>Each message says what was expected, what was found, where, and what to do. The checks keep no
 * state, so any thread may call them.
 */
package io.indexkv.error;
