/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** How blocks are stored. */
enum Codec {
  NONE,
  LZ4,
  ZSTD;

  static final int COUNT = values().length;
}
