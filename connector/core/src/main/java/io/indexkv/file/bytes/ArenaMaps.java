/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Maps of files in arenas of JDK 22, which takes them down when their arena closes. The collector
 * closes no such arena, so a {@link Release} does if nobody refers to the map any more. This class
 * is compiled for JDK 17, so it names arenas by method handles only.
 */
final class ArenaMaps {
  private static final MethodHandle OPEN;
  private static final MethodHandle MAP;
  private static final MethodHandle BUFFER;

  static {
    try {
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OPEN =
          lookup
              .findStatic(arena, "ofShared", MethodType.methodType(arena))
              .asType(MethodType.methodType(AutoCloseable.class));
      MAP =
          lookup
              .findVirtual(
                  FileChannel.class,
                  "map",
                  MethodType.methodType(
                      segment, FileChannel.MapMode.class, long.class, long.class, arena))
              .asType(
                  MethodType.methodType(
                      Object.class,
                      FileChannel.class,
                      FileChannel.MapMode.class,
                      long.class,
                      long.class,
                      AutoCloseable.class));
      BUFFER =
          lookup
              .findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class))
              .asType(MethodType.methodType(ByteBuffer.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ArenaMaps() {}

  static FileMap map(FileChannel channel, long offset, long length) throws IOException {
    try {
      AutoCloseable arena = (AutoCloseable) OPEN.invokeExact();
      try {
        Object segment =
            (Object) MAP.invokeExact(channel, FileChannel.MapMode.READ_ONLY, offset, length, arena);
        MappedByteBuffer buffer = (MappedByteBuffer) (ByteBuffer) BUFFER.invokeExact(segment);
        return new FileMap(buffer, new Release(() -> close(arena)));
      } catch (Throwable e) {
        close(arena);
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(AutoCloseable arena) {
    try {
      arena.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
