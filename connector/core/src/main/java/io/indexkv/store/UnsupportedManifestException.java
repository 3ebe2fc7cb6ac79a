/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;

/** A manifest needs something that this version of IndexKV does not know; the message names it. */
public final class UnsupportedManifestException extends IOException {
  public UnsupportedManifestException(String message) {
    super(message);
  }
}
