/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.nio.MappedByteBuffer;

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
}
