/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/** Gets memory from direct buffers and maps only. The subclasses differ in their addresses. */
abstract sealed class BufferMemory extends NativeWords permits SegmentWords, BufferWords {
  private static final VarHandle ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final boolean ARENAS = Runtime.version().feature() >= 22;

  /** An arena gives no buffer for the few lengths above this one. */
  private static final int LONGEST_IN_ARENA = Integer.MAX_VALUE - 8;

  @Override
  final long getLong(byte[] bytes, int offset) {
    return (long) ARRAY.get(bytes, offset);
  }

  @Override
  final void putLong(byte[] bytes, int offset, long word) {
    ARRAY.set(bytes, offset, word);
  }

  @Override
  final NativeBytes allocate(int length) {
    return own((MappedByteBuffer) ByteBuffer.allocateDirect(length), () -> {});
  }

  @Override
  final NativeBytes map(FileChannel channel, long offset, long length) throws IOException {
    FileMap map =
        ARENAS && length <= LONGEST_IN_ARENA
            ? ArenaMaps.map(channel, offset, length)
            : new FileMap(channel.map(FileChannel.MapMode.READ_ONLY, offset, length), () -> {});
    return own(map.buffer(), map.release());
  }

  /** Gives a buffer an address. */
  abstract NativeBytes own(MappedByteBuffer buffer, Runnable release);

  @Override
  final void free(ByteBuffer direct) {
    // only Unsafe frees it before the collector does
  }
}
