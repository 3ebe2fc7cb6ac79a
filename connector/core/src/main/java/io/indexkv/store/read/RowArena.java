/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import io.indexkv.row.RowConversion;
import io.indexkv.row.RowConverter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Converted rows in native memory, so that they have addresses as rows in mapped files have. The
 * addresses stay valid until {@link #clear}, or until nobody refers to the arena any more. It
 * allocates nothing once its memory fits the largest batch. For one thread.
 */
final class RowArena {
  private static final int MIN_BYTES = 4 << 10;
  private static final int MAX_BYTES = 1 << 30;

  private final RowConverter converter;
  private byte[] stored = {};

  /** The memory of this batch. Rows do not move, so it grows by one more buffer. */
  private final List<NativeBytes> buffers = new ArrayList<>(List.of(NativeBytes.allocate(0)));

  // the last buffer
  private long next;
  private int left;

  private long bytes;
  private int length;

  RowArena(RowConversion conversion) {
    converter = new RowConverter(conversion);
  }

  /** Forgets all rows. If they needed several buffers, one takes their place. */
  void clear() {
    if (buffers.size() > 1) {
      int size = (int) Math.min(MAX_BYTES, Math.max(MIN_BYTES, bytes + bytes / 4));
      buffers.clear();
      buffers.add(NativeBytes.allocate(size));
    }
    bytes = 0;
    use(buffers.get(0));
  }

  private void use(NativeBytes buffer) {
    next = buffer.address();
    left = buffer.capacity();
  }

  /**
   * Converts a row.
   *
   * @return address of the converted row, a multiple of 8; its length is {@link #length()}
   */
  long convert(long address, int storedLength) {
    if (stored.length < storedLength) {
      stored = new byte[(int) Math.min(Integer.MAX_VALUE - 8, 2L * storedLength)];
    }
    Memory.copy(address, stored, 0, storedLength);
    length = converter.convert(stored, storedLength);
    if (length > left) {
      NativeBytes more =
          NativeBytes.allocate(
              (int) Math.max(length, Math.min(MAX_BYTES, Math.max(MIN_BYTES, 2 * bytes))));
      buffers.add(more);
      use(more);
    }
    long row = next;
    Memory.copy(converter.bytes(), 0, row, length);
    next += length;
    left -= length;
    bytes += length;
    return row;
  }

  /** Length of the last converted row, a multiple of 8. */
  int length() {
    return length;
  }

  /** A copy of the last converted row. */
  byte[] last() {
    return Arrays.copyOf(converter.bytes(), length);
  }
}
