/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

/** The command was called wrongly. Its message says what was expected and found. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  UsageException(String message) {
    this(message, "");
  }

  /**
   * @param remedy what to do; empty if the message says it
   */
  UsageException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** The same for a cause that the message repeats. */
  UsageException(String message, Throwable cause) {
    super(message, cause);
    this.remedy = "";
  }

  String remedy() {
    return remedy;
  }
}
