/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.io.IOException;

/** Another commit published a version first. This commit published nothing. */
public final class CommitConflictException extends IOException {
  private final long version;

  public CommitConflictException(String message, long version) {
    super(message);
    this.version = version;
  }

  /** The version that the other commit published. */
  public long version() {
    return version;
  }
}
