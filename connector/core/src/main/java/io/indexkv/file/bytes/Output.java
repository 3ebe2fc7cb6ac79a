/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.Closeable;
import java.io.IOException;

/**
 * A new file that is written strictly forward. {@link #finish()} publishes it whole; {@link
 * #close()} alone abandons it and leaves nothing behind. Not thread-safe.
 */
public interface Output extends Closeable {
  /** Where the bytes go, for messages: a path or a URI. */
  String location();

  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes the file durable and visible under its name. Nothing may be written afterwards. */
  void finish() throws IOException;

  /** Abandons the file unless {@link #finish()} has returned. Idempotent. */
  @Override
  void close() throws IOException;
}
