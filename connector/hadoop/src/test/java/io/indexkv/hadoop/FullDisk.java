/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import io.indexkv.testing.ForwardingOutput;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that fails after a number of bytes.
 *
 * @param usable number of free bytes that it reports
 * @param room number of bytes that it takes before it fails
 */
record FullDisk(long usable, long room) implements CacheDisk {
  @Override
  public long usable(Path directory) {
    return usable;
  }

  @Override
  public Output create(Path file, long length) throws IOException {
    return new ForwardingOutput(CacheDisk.REAL.create(file, length)) {
      private long left = room;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
          throw new IOException("No space left on device");
        }
        super.write(bytes, offset, length);
      }
    };
  }
}
