/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.file.bytes.Excerpt;

/**
 * This reader cannot read the file, although its content may be fine. The file has a format version
 * or needs a feature that this reader does not know, or inflates beyond the reader's limit.
 */
public final class UnsupportedFormatException extends RuntimeException {
  public UnsupportedFormatException(String message) {
    super(Excerpt.message(message));
  }
}
