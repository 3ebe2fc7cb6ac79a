/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.file.bytes.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The bytes of a file contradict the format. The message names the file, the offset, what was
 * expected, and what was found.
 */
public final class CorruptFileException extends UncheckedIOException {
  public CorruptFileException(String message) {
    super(Excerpt.message(message), new IOException(Excerpt.message(message)));
  }

  public CorruptFileException(String message, IOException cause) {
    super(Excerpt.message(message), cause);
  }
}
