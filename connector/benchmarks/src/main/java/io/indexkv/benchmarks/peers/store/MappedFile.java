/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.unsafe.Platform;

/**
 * A file mapped for reading by native address, without checks, in pieces of 1 GiB that overlap by
 * {@link #OVERLAP} bytes. The garbage collector unmaps it.
 */
public final class MappedFile implements Closeable {
  /** Bytes that a value may reach behind the piece in which it starts. */
  static final int OVERLAP = 4096;

  private static final int PIECE_SHIFT = 30;

  private final MappedByteBuffer[] pieces;
  private final long[] addresses;
  private final long length;

  public MappedFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      length = channel.size();
      int count = (int) (length - 1 >>> PIECE_SHIFT) + 1;
      pieces = new MappedByteBuffer[count];
      addresses = new long[count];
      for (int i = 0; i < count; i++) {
        long start = (long) i << PIECE_SHIFT;
        long size = Math.min(length - start, (1L << PIECE_SHIFT) + OVERLAP);
        pieces[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, size);
        addresses[i] = address(pieces[i]);
      }
    }
  }

  private static long address(MappedByteBuffer buffer) {
    try {
      Field address = Buffer.class.getDeclaredField("address");
      address.setAccessible(true);
      return address.getLong(buffer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.nio.Buffer has no address", e);
    }
  }

  long length() {
    return length;
  }

  public long address(long offset) {
    return addresses[(int) (offset >>> PIECE_SHIFT)] + (offset & (1L << PIECE_SHIFT) - 1);
  }

  /** The little-endian long at an offset. */
  public long word(long offset) {
    return Platform.getLong(null, address(offset));
  }

  @Override
  public void close() {
    java.util.Arrays.fill(pieces, null);
  }
}
