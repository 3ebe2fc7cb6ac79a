/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** Some rows have a null key, and the write is set to fail on them. */
final class NullKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NullKeyException(String message) {
    super(message);
  }
}
