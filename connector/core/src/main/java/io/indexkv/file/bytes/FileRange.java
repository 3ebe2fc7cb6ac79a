/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

/** Bytes of a file: from OFFSET, LENGTH of them. */
public record FileRange(long offset, int length) {
  public long end() {
    return offset + length;
  }
}
