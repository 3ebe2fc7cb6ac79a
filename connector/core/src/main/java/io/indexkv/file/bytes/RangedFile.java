/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file that is read by ranges, and in which each request has a price. Thread-safe. */
public interface RangedFile extends Closeable {
  /** Path or URI of the file, for messages. */
  String location();

  /** Length of the file in bytes. */
  long length();

  /**
   * The bytes of {@code ranges}, in their order. The caller waits once for all ranges of a call.
   *
   * @throws IOException also if the file ends before a range does
   */
  List<byte[]> read(List<FileRange> ranges) throws IOException;

  /** Closes the file. Idempotent. */
  @Override
  void close() throws IOException;
}
