/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Scans that have failed once and are asked again: going on would leave entries out. */
final class FailedScan {
  private FailedScan() {}

  static IllegalStateException after(Throwable failure) {
    return new IllegalStateException(
        "the scan has failed and cannot go on, entries would be missing; begin a new one", failure);
  }
}
