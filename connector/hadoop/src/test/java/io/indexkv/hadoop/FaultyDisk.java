/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import io.indexkv.testing.ForwardingOutput;
import java.io.IOException;
import java.nio.file.Path;

/** A disk that asks before each of its operations. */
record FaultyDisk(Operation before) implements CacheDisk {
  /** May fail. */
  interface Operation {
    void run() throws IOException;
  }

  @Override
  public long usable(Path directory) throws IOException {
    return CacheDisk.REAL.usable(directory);
  }

  @Override
  public Output create(Path path, long length) throws IOException {
    before.run();
    return new ForwardingOutput(CacheDisk.REAL.create(path, length)) {
      @Override
      public void write(byte[] bytes, int offset, int count) throws IOException {
        before.run();
        super.write(bytes, offset, count);
      }

      @Override
      public void finish() throws IOException {
        before.run();
        super.finish();
      }
    };
  }
}
