/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * How this JVM reads and writes memory outside of the heap. {@link MemoryAccess} chooses one for
 * the life of the JVM. Words are little-endian and need not be aligned.
 */
abstract sealed class NativeWords permits UnsafeWords, BufferMemory {
  abstract byte getByte(long address);

  abstract short getShort(long address);

  abstract int getInt(long address);

  abstract long getLong(long address);

  abstract long getLong(byte[] bytes, int offset);

  abstract void putLong(byte[] bytes, int offset, long word);

  /** Copies native memory to an array. Short ranges do not come here. */
  abstract void copy(long address, byte[] to, int offset, int length);

  abstract void copy(byte[] from, int offset, long address, int length);

  /** Copies native memory to native memory. The ranges may overlap. */
  abstract void copy(long from, long to, int length);

  /** Memory with an address, which {@link NativeBytes#free} frees, or the collector. */
  abstract NativeBytes allocate(int length);

  /** A part of a file, to be read only. */
  abstract NativeBytes map(FileChannel channel, long offset, long length) throws IOException;

  /** Frees the memory of a direct buffer now, or leaves it to the collector. */
  abstract void free(ByteBuffer direct);
}
