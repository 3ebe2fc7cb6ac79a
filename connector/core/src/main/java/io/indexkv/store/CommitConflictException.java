/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;

/** Another commit took the version first; nothing was published. */
public final class CommitConflictException extends IOException {
  public CommitConflictException(String message) {
    super(message);
  }
}
