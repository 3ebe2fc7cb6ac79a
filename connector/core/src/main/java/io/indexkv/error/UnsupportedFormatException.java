/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.file.bytes.Excerpt;

/**
 * A file is of a format version, or needs a feature, that this reader does not know, or inflates to
 * more than this reader is told to take. Its content may be fine.
 */
public final class UnsupportedFormatException extends RuntimeException {
  public UnsupportedFormatException(String message) {
    super(Excerpt.message(message));
  }
}
