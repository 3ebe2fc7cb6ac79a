/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.io.IOException;

/** The file was certainly not published: the write failed before the step that publishes it. */
public final class NotPublishedException extends IOException {
  public NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
