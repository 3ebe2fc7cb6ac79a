/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.file.bytes.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A file's bytes contradict the format. The message names file, offset, expected and found. */
public final class CorruptFileException extends UncheckedIOException {
  public CorruptFileException(String message) {
    super(Excerpt.message(message), new IOException(Excerpt.message(message)));
  }

  public CorruptFileException(String message, IOException cause) {
    super(Excerpt.message(message), cause);
  }
}
