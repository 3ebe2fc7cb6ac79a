/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.io.IOException;

/** A file was certainly not published: the failure came before the step that publishes. */
public final class NotPublishedException extends IOException {
  public NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
