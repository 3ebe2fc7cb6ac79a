/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

/** {@link Store#require} found no entry with the key. */
public final class KeyNotFoundException extends RuntimeException {
  KeyNotFoundException(String message) {
    super(message);
  }
}
