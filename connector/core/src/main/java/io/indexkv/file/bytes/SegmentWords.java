/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;

/**
 * The JVM's own addresses, with one segment of JDK 22 over all memory. It needs {@code
 * --enable-native-access}. The handles are constants, so compiled code is a plain load. This code
 * is compiled for JDK 17, which cannot name segments.
 */
final class SegmentWords extends BufferMemory {
  private static final MethodHandle GET_BYTE;
  private static final MethodHandle GET_SHORT;
  private static final MethodHandle GET_INT;
  private static final MethodHandle GET_LONG;
  private static final MethodHandle TO_ARRAY;
  private static final MethodHandle FROM_ARRAY;
  private static final MethodHandle COPY;
  private static final MethodHandle ADDRESS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      Class<?> layout = Class.forName("java.lang.foreign.ValueLayout");
      Object all =
          lookup
              .findVirtual(segment, "reinterpret", MethodType.methodType(segment, long.class))
              .invoke(segment.getField("NULL").get(null), Long.MAX_VALUE);
      GET_BYTE = getter(layout, "JAVA_BYTE", all);
      GET_SHORT = getter(layout, "JAVA_SHORT_UNALIGNED", all);
      GET_INT = getter(layout, "JAVA_INT_UNALIGNED", all);
      GET_LONG = getter(layout, "JAVA_LONG_UNALIGNED", all);
      Object bytes = layout.getField("JAVA_BYTE").get(null);
      TO_ARRAY =
          MethodHandles.insertArguments(
              lookup.findStatic(
                  segment,
                  "copy",
                  MethodType.methodType(
                      void.class, segment, layout, long.class, Object.class, int.class, int.class)),
              0,
              all,
              bytes);
      FROM_ARRAY =
          MethodHandles.insertArguments(
              lookup.findStatic(
                  segment,
                  "copy",
                  MethodType.methodType(
                      void.class, Object.class, int.class, segment, layout, long.class, int.class)),
              2,
              all,
              bytes);
      COPY =
          MethodHandles.insertArguments(
              MethodHandles.insertArguments(
                  lookup.findStatic(
                      segment,
                      "copy",
                      MethodType.methodType(
                          void.class, segment, long.class, segment, long.class, long.class)),
                  2,
                  all),
              0,
              all);
      ADDRESS =
          MethodHandles.filterReturnValue(
              lookup.findStatic(
                  segment,
                  "ofBuffer",
                  MethodType.methodType(segment, Class.forName("java.nio.Buffer"))),
              lookup.findVirtual(segment, "address", MethodType.methodType(long.class)));
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandle getter(Class<?> layouts, String layout, Object all)
      throws ReflectiveOperationException {
    Object value = layouts.getField(layout).get(null);
    VarHandle words = (VarHandle) layouts.getMethod("varHandle").invoke(value);
    return MethodHandles.insertArguments(words.toMethodHandle(VarHandle.AccessMode.GET), 0, all);
  }

  @Override
  byte getByte(long address) {
    try {
      return (byte) GET_BYTE.invokeExact(address);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  short getShort(long address) {
    try {
      return (short) GET_SHORT.invokeExact(address);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  int getInt(long address) {
    try {
      return (int) GET_INT.invokeExact(address);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  void copy(long address, byte[] to, int offset, int length) {
    try {
      TO_ARRAY.invokeExact(address, (Object) to, offset, length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  void copy(byte[] from, int offset, long address, int length) {
    try {
      FROM_ARRAY.invokeExact((Object) from, offset, address, length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  void copy(long from, long to, int length) {
    try {
      COPY.invokeExact(from, to, (long) length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  NativeBytes own(MappedByteBuffer buffer, Runnable release) {
    try {
      return new NativeBytes(buffer, (long) ADDRESS.invoke((Object) buffer), release);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** These methods throw no checked exceptions. */
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
  }
}
