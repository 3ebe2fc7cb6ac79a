/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An unfinished copy. It has its full length from the beginning, so that other processes see how
 * much room it takes.
 */
final class CopyOutput implements Output {
  private final Path path;
  private final RandomAccessFile file;
  private boolean finished;

  CopyOutput(Path path, long length) throws IOException {
    // fails if the path exists, so it cannot be a link that leads elsewhere
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

  /** Cuts the file to the bytes that were written, and makes it durable and read-only. */
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
