/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.file.write.EntrySink;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Entries on their way from the thread that reads to one that writes. */
final class EntryBatch {
  /** Bytes from which on a batch is full. */
  private static final int FULL = 256 << 10;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private byte[] bytes = new byte[FULL + (16 << 10)];
  private int length;
  private int count;

  void add(byte[] key, int keyLength, byte[] value, int valueLength) {
    int end = Math.addExact(Math.addExact(length + 8, keyLength), valueLength);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, end);
    }
    INT.set(bytes, length, keyLength);
    INT.set(bytes, length + 4, valueLength);
    System.arraycopy(key, 0, bytes, length + 8, keyLength);
    System.arraycopy(value, 0, bytes, length + 8 + keyLength, valueLength);
    length = end;
    count++;
  }

  boolean isFull() {
    return length >= FULL;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Number of entries. */
  int count() {
    return count;
  }

  /** Bytes of the entries. */
  int length() {
    return length;
  }

  void drain(EntrySink sink) throws IOException {
    for (int at = 0; at < length; ) {
      int keyLength = (int) INT.get(bytes, at);
      int valueLength = (int) INT.get(bytes, at + 4);
      int key = at + 8;
      sink.add(bytes, key, keyLength, bytes, key + keyLength, valueLength);
      at = key + keyLength + valueLength;
    }
  }
}
