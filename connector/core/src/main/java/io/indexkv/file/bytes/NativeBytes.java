/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Memory outside of the heap, with an address for {@link Memory}. Its owner holds it as long as
 * anybody uses the address: the collector frees what nobody holds.
 */
public final class NativeBytes {
  private final MappedByteBuffer buffer;
  private final long address;
  private final Runnable release;

  NativeBytes(MappedByteBuffer buffer, long address, Runnable release) {
    this.buffer = buffer;
    this.address = address;
    this.release = release;
  }

  /** Zeros, to be written. */
  public static NativeBytes allocate(int length) {
    return Memory.WORDS.allocate(length);
  }

  /** A part of a file, to be read only. Longer than 2 GiB it cannot be. */
  public static NativeBytes map(FileChannel channel, long offset, long length) throws IOException {
    return Memory.WORDS.map(channel, offset, length);
  }

  public long address() {
    return address;
  }

  /** The same memory as a buffer. Its position and limit belong to the owner. */
  public MappedByteBuffer buffer() {
    return buffer;
  }

  public int capacity() {
    return buffer.capacity();
  }

  /** Frees the memory. Nobody may use it afterwards, and the owner frees it once. */
  public void free() {
    release.run();
  }

  /**
   * Frees the memory of a direct buffer that has no address here. Nobody may use it afterwards. If
   * the JVM denies that, the collector frees it later.
   */
  public static void free(ByteBuffer direct) {
    Memory.WORDS.free(direct);
  }
}
