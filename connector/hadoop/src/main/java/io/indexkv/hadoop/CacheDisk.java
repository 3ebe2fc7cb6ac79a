/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that holds the cache directory. Tests have one that is full. */
interface CacheDisk {
  /** Bytes that can still be written to {@code directory}. */
  long usable(Path directory) throws IOException;

  /** A new file that has {@code length} bytes from the beginning; finish() makes it durable. */
  Output create(Path file, long length) throws IOException;

  CacheDisk REAL =
      new CacheDisk() {
        @Override
        public long usable(Path directory) throws IOException {
          return Files.getFileStore(directory).getUsableSpace();
        }

        @Override
        public Output create(Path file, long length) throws IOException {
          return new CopyOutput(file, length);
        }
      };
}
