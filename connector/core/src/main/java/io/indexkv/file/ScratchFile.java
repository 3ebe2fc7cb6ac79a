/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A local file that is deleted unless it was finished; not forced to disk unless asked to. */
public final class ScratchFile implements Output {
  private final Path path;
  private final FileChannel channel;
  private boolean finished;

  /** Creates the file, which must not exist, in a directory that does. */
  public ScratchFile(Path path) throws IOException {
    this.path = path;
    channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Makes what has been written durable. */
  public void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void finish() throws IOException {
    channel.close();
    finished = true;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      finished = true;
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(path);
      }
    }
  }
}
