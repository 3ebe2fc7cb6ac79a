/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.error;

/** The command was called wrongly. Its message says what was expected and found. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  public UsageException(String message) {
    this(message, "");
  }

  /**
   * @param remedy what to do; empty if the message says it
   */
  public UsageException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** The same for a cause that the message repeats. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
    this.remedy = "";
  }

  public String remedy() {
    return remedy;
  }
}
