/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * A file is of a format version, or needs a feature, that this reader does not know. Its content
 * may be fine.
 */
public final class UnsupportedFormatException extends RuntimeException {
  public UnsupportedFormatException(String message) {
    super(message);
  }
}
