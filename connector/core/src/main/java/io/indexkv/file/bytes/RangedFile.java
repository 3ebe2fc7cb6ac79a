/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file that is read piece by piece, where each question has a price. Thread-safe. */
public interface RangedFile extends Closeable {
  /** For messages. */
  String location();

  /** Bytes. */
  long length();

  /**
   * The bytes of RANGES, in their order. What is asked for in one call is waited for once.
   *
   * @throws IOException also if the file ends before a range does
   */
  List<byte[]> read(List<FileRange> ranges) throws IOException;

  /** Idempotent. */
  @Override
  void close() throws IOException;
}
