/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;

/**
 * A store file is missing or is not the one that the manifest lists. The message names the file,
 * the expected and the found.
 */
public final class BrokenSnapshotException extends IOException {
  public BrokenSnapshotException(String message) {
    super(message);
  }

  public BrokenSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
