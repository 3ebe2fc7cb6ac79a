/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.file.bytes.Output;
import java.io.IOException;

/** An output that does what another does; tests override what shall differ. */
public class ForwardingOutput implements Output {
  private final Output out;

  protected ForwardingOutput(Output out) {
    this.out = out;
  }

  @Override
  public String location() {
    return out.location();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    out.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
