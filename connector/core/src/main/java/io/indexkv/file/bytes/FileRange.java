/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

/** A range of {@code length} bytes of a file, from {@code offset} on. */
public record FileRange(long offset, int length) {
  public long end() {
    return offset + length;
  }
}
