/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Output;
import java.io.ByteArrayOutputStream;

/** Keeps what is written, for tests. */
final class BytesOutput implements Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean finished;

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public void write(byte[] b, int offset, int length) {
    bytes.write(b, offset, length);
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void close() {}

  boolean isFinished() {
    return finished;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
