/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of bytes in native memory, so that they have addresses as bytes in mapped files have. The
 * addresses stay valid until {@link #clear}, or until nobody refers to the arena any more. It
 * allocates nothing once its memory fits the largest batch. For one thread.
 */
public final class EntryArena {
  private static final int MIN_BYTES = 4 << 10;
  private static final int MAX_BYTES = 1 << 30;

  /**
   * The memory of this batch; none before the first copy. Copies do not move, so it grows by one
   * more buffer.
   */
  private final List<NativeBytes> buffers = new ArrayList<>();

  // the last buffer; there is not even room for no bytes before the first one
  private long next;
  private int left = -1;

  private long bytes;

  /** Forgets all copies. If they needed several buffers, one takes their place. */
  public void clear() {
    if (buffers.size() > 1) {
      int size = (int) Math.min(MAX_BYTES, Math.max(MIN_BYTES, bytes + bytes / 4));
      buffers.clear();
      buffers.add(Memory.allocate(size));
    }
    bytes = 0;
    if (!buffers.isEmpty()) {
      use(buffers.get(0));
    }
  }

  private void use(NativeBytes buffer) {
    next = buffer.address();
    left = buffer.capacity();
  }

  /** Address of {@code length} bytes for the caller to fill, a multiple of 8. */
  public long room(int length) {
    long size = (length + 7L) & -8L;
    if (size > left) {
      NativeBytes more =
          Memory.allocate(
              (int) Math.max(length, Math.min(MAX_BYTES, Math.max(MIN_BYTES, 2 * bytes))));
      buffers.add(more);
      use(more);
    }
    long address = next;
    next += size;
    left -= (int) Math.min(left, size);
    bytes += size;
    return address;
  }

  /** Copies native memory. Returns the address of the copy, a multiple of 8. */
  public long copy(long address, int length) {
    long copy = room(length);
    Memory.copy(address, copy, length);
    return copy;
  }
}
