/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.error;

import java.io.IOException;

/** A file of the user cannot be read. The message says where, what was expected and found. */
public final class InputException extends IOException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    super(message);
  }
}
