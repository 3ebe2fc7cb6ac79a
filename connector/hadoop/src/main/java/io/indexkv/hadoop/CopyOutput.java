/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy in the making. It has its full length from the beginning, so that the room it takes shows.
 */
final class CopyOutput implements Output {
  private final Path path;
  private final RandomAccessFile file;
  private boolean finished;

  CopyOutput(Path path, long length) throws IOException {
    // new, and so no link that leads elsewhere
    Files.createFile(path, Ownership.only("rw-------", path.getParent()));
    this.path = path;
    file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.setLength(length);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
  }

  /** Makes it durable and read-only, and no longer than what was written. */
  @Override
  public void finish() throws IOException {
    file.setLength(file.getFilePointer());
    file.getFD().sync();
    file.close();
    if (!path.toFile().setReadOnly()) {
      throw new IOException("cannot make " + path + " read-only");
    }
    finished = true;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      finished = true;
      try {
        file.close();
      } finally {
        Files.deleteIfExists(path);
      }
    }
  }
}
