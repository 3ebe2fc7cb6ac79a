/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.cursor;

/** The error of a scan that has failed and is used again. To go on would leave entries out. */
public final class FailedScan {
  private FailedScan() {}

  public static IllegalStateException after(Throwable failure) {
    return new IllegalStateException(
        "the scan has failed and cannot go on, entries would be missing; begin a new one", failure);
  }
}
