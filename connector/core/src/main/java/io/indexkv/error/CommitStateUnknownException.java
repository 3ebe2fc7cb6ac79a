/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.io.IOException;

/**
 * It cannot be told whether the commit happened: look at the store's newest version; delete
 * nothing.
 */
public final class CommitStateUnknownException extends IOException {
  public CommitStateUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
