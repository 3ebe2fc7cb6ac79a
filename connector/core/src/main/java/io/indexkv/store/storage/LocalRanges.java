/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads ranges of a local file. The file is open only during a read. */
record LocalRanges(Path path, long length) implements RangedFile {
  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public List<byte[]> read(List<FileRange> ranges) throws IOException {
    List<byte[]> read = new ArrayList<>(ranges.size());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (FileRange range : ranges) {
        ByteBuffer b = ByteBuffer.allocate(range.length());
        while (b.hasRemaining()) {
          if (channel.read(b, range.offset() + b.position()) < 0) {
            throw new EOFException(
                path + ": expected " + range + " in the file, it has " + channel.size() + " bytes");
          }
        }
        read.add(b.array());
      }
    }
    return read;
  }

  @Override
  public void close() {}
}
