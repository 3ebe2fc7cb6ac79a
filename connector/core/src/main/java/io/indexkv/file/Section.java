/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Where a part of the file lies, in bytes. */
record Section(long offset, long size) {
  long end() {
    return offset + size;
  }
}
