/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.io.IOException;

/**
 * The storage does not tell whether the commit happened. Look at the store's newest version, and
 * delete nothing.
 */
public final class CommitStateUnknownException extends IOException {
  public CommitStateUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
