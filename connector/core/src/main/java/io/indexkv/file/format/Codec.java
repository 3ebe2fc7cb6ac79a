/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** How the blocks of a store file are stored. */
public enum Codec {
  /** The blocks are not compressed, and the file can be mapped. */
  NONE,
  /**
   * LZ4 block format; needs {@code at.yawk.lz4:lz4-java}, or the {@code org.lz4:lz4-java} that
   * Spark has.
   */
  LZ4,
  /** Zstandard frames; needs {@code com.github.luben:zstd-jni}. */
  ZSTD;

  static final int COUNT = values().length;
}
