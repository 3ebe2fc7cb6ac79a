/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.file.bytes.FileRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Reads several ranges of a stream. It calls the stream's vectored read by reflection, because only
 * Hadoop 3.3.5 and later have it; with an older Hadoop it reads the ranges one by one.
 */
final class VectoredRead {
  private static final String RANGE = "org.apache.hadoop.fs.FileRange";

  /** Null before Hadoop 3.3.5. */
  private static final Calls CALLS = Calls.find();

  private record Calls(Method createRange, Method readVectored, Method data) {
    static Calls find() {
      try {
        Class<?> range = Class.forName(RANGE);
        return new Calls(
            range.getMethod("createFileRange", long.class, int.class),
            FSDataInputStream.class.getMethod("readVectored", List.class, IntFunction.class),
            range.getMethod("getData"));
      } catch (ClassNotFoundException | NoSuchMethodException e) {
        return null;
      }
    }
  }

  private VectoredRead() {}

  /** The bytes of {@code ranges}, which ascend and do not overlap. */
  static List<byte[]> read(FSDataInputStream in, List<FileRange> ranges) throws IOException {
    if (CALLS == null) {
      List<byte[]> read = new ArrayList<>(ranges.size());
      for (FileRange range : ranges) {
        byte[] bytes = new byte[range.length()];
        in.readFully(range.offset(), bytes);
        read.add(bytes);
      }
      return read;
    }
    List<Object> asked = new ArrayList<>(ranges.size());
    for (FileRange range : ranges) {
      asked.add(call(CALLS.createRange, null, range.offset(), range.length()));
    }
    call(CALLS.readVectored, in, asked, (IntFunction<ByteBuffer>) ByteBuffer::allocate);
    List<byte[]> read = new ArrayList<>(ranges.size());
    for (int i = 0; i < asked.size(); i++) {
      ByteBuffer data = await((CompletableFuture<?>) call(CALLS.data, asked.get(i)));
      byte[] bytes = new byte[ranges.get(i).length()];
      data.get(bytes);
      read.add(bytes);
    }
    return read;
  }

  private static ByteBuffer await(CompletableFuture<?> data) throws IOException {
    try {
      return (ByteBuffer) data.get();
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
  }

  private static Object call(Method method, Object target, Object... arguments) throws IOException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw unwrapped(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }

  private static IOException unwrapped(Throwable cause) {
    if (cause instanceof java.io.UncheckedIOException e) {
      return e.getCause();
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }
}
