/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** Where a part of the file lies, in bytes. */
public record Section(long offset, long size) {
  public long end() {
    return offset + size;
  }
}
