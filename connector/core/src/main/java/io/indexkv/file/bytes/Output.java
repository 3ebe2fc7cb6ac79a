/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.Closeable;
import java.io.IOException;

/**
 * A new file that is written strictly forward. {@link #finish()} publishes the complete file.
 * {@link #close()} without it abandons the file and leaves nothing behind. Not thread-safe.
 */
public interface Output extends Closeable {
  /** Path or URI of the file, for messages. */
  String location();

  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes the file durable and visible under its name. Do not write to it afterwards. */
  void finish() throws IOException;

  /** Abandons the file unless {@link #finish()} has returned. Idempotent. */
  @Override
  void close() throws IOException;
}
