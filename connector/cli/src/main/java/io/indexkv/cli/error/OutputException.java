/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.error;

import java.io.IOException;

/** The standard output cannot be written. */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1;

  public OutputException(IOException cause) {
    super("the standard output cannot be written", cause);
  }

  /** Whether the reader of a pipe has gone, as {@code head} does after its last line. */
  public boolean isClosedPipe() {
    String message = String.valueOf(getCause().getMessage());
    return message.contains("Broken pipe") || message.contains("Pipe closed");
  }
}
