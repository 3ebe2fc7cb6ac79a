/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.Arrays;

/**
 * Addresses of our own, for JVMs that give out none: the high half is the number of a buffer, the
 * low half an offset in it. A copy of no bytes may be of any address, as it may elsewhere. Nobody
 * but {@link Memory} understands them. Every read is checked, so these are slower than the JVM's
 * addresses.
 */
final class BufferWords extends BufferMemory {
  /**
   * The buffers, by number. No buffer has number 0, because address 0 means that there is nothing.
   * The array is replaced, and a thread that has an address has seen the array that it is in.
   */
  private static MappedByteBuffer[] buffers = new MappedByteBuffer[64];

  private static int used = 1;
  private static int[] spare = new int[64];
  private static int spares;

  private static MappedByteBuffer buffer(long address) {
    return buffers[(int) (address >>> Integer.SIZE)];
  }

  @Override
  byte getByte(long address) {
    return buffer(address).get((int) address);
  }

  @Override
  short getShort(long address) {
    return buffer(address).getShort((int) address);
  }

  @Override
  int getInt(long address) {
    return buffer(address).getInt((int) address);
  }

  @Override
  long getLong(long address) {
    return buffer(address).getLong((int) address);
  }

  @Override
  void copy(long address, byte[] to, int offset, int length) {
    if (length > 0) {
      buffer(address).get((int) address, to, offset, length);
    }
  }

  @Override
  void copy(byte[] from, int offset, long address, int length) {
    if (length > 0) {
      buffer(address).put((int) address, from, offset, length);
    }
  }

  @Override
  void copy(long from, long to, int length) {
    if (length > 0) {
      buffer(to).put((int) to, buffer(from), (int) from, length);
    }
  }

  @Override
  NativeBytes own(MappedByteBuffer buffer, Runnable release) {
    int number = number((MappedByteBuffer) buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    Release both =
        new Release(
            () -> {
              forget(number);
              release.run();
            });
    return new NativeBytes(buffer, (long) number << Integer.SIZE, both);
  }

  private static synchronized int number(MappedByteBuffer buffer) {
    int number = spares > 0 ? spare[--spares] : used++;
    MappedByteBuffer[] now = buffers;
    if (number == now.length) {
      now = Arrays.copyOf(now, 2 * now.length);
    }
    now[number] = buffer;
    VarHandle.storeStoreFence();
    buffers = now;
    return number;
  }

  private static synchronized void forget(int number) {
    buffers[number] = null;
    if (spares == spare.length) {
      spare = Arrays.copyOf(spare, 2 * spare.length);
    }
    spare[spares++] = number;
  }
}
