/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.Internal;

/** {@link io.indexkv.Store#require} found no entry with the key. */
public final class KeyNotFoundException extends RuntimeException {
  @Internal
  public KeyNotFoundException(String message) {
    super(message);
  }
}
