/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** The place of a part of a file, in bytes. */
public record Section(long offset, long size) {
  public long end() {
    return offset + size;
  }
}
