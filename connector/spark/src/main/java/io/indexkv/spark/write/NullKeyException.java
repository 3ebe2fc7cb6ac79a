/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** Rows whose key is null, where the write is to fail on them. */
final class NullKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NullKeyException(String message) {
    super(message);
  }
}
