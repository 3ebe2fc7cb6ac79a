/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import sun.misc.Unsafe;

/** The JVM's own addresses, with {@code sun.misc.Unsafe}. This is the only class that names it. */
final class UnsafeWords extends NativeWords {
  private static final Unsafe UNSAFE = unsafe();
  private static final long ADDRESS_OFFSET = addressOffset();
  private static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;

  @Override
  byte getByte(long address) {
    return UNSAFE.getByte(address);
  }

  @Override
  short getShort(long address) {
    return UNSAFE.getShort(address);
  }

  @Override
  int getInt(long address) {
    return UNSAFE.getInt(address);
  }

  @Override
  long getLong(long address) {
    return UNSAFE.getLong(address);
  }

  @Override
  long getLong(byte[] bytes, int offset) {
    return UNSAFE.getLong(bytes, BYTES + offset);
  }

  @Override
  void putLong(byte[] bytes, int offset, long word) {
    UNSAFE.putLong(bytes, BYTES + offset, word);
  }

  @Override
  void copy(long address, byte[] to, int offset, int length) {
    UNSAFE.copyMemory(null, address, to, BYTES + offset, length);
  }

  @Override
  void copy(byte[] from, int offset, long address, int length) {
    UNSAFE.copyMemory(from, BYTES + offset, null, address, length);
  }

  @Override
  void copy(long from, long to, int length) {
    UNSAFE.copyMemory(from, to, length);
  }

  @Override
  NativeBytes allocate(int length) {
    return own((MappedByteBuffer) ByteBuffer.allocateDirect(length));
  }

  @Override
  NativeBytes map(FileChannel channel, long offset, long length) throws IOException {
    return own(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
  }

  private NativeBytes own(MappedByteBuffer buffer) {
    return new NativeBytes(buffer, UNSAFE.getLong(buffer, ADDRESS_OFFSET), () -> free(buffer));
  }

  @Override
  void free(ByteBuffer direct) {
    UNSAFE.invokeCleaner(direct);
  }

  private static Unsafe unsafe() {
    try {
      Field f = Unsafe.class.getDeclaredField("theUnsafe");
      f.setAccessible(true);
      return (Unsafe) f.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long addressOffset() {
    try {
      return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField("address"));
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
