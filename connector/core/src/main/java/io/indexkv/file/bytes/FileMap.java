/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A map of a file that was made without {@code sun.misc.Unsafe}.
 *
 * @param release takes the map down; where there is no arena for it, only the collector can
 */
record FileMap(MappedByteBuffer buffer, Runnable release) {
  private static final boolean ARENAS = Runtime.version().feature() >= 22;

  /** An arena gives no buffer for the few lengths above this one. */
  private static final int LONGEST_IN_ARENA = Integer.MAX_VALUE - 8;

  static FileMap of(FileChannel channel, long offset, long length) throws IOException {
    return ARENAS && length <= LONGEST_IN_ARENA
        ? ArenaMaps.map(channel, offset, length)
        : new FileMap(channel.map(FileChannel.MapMode.READ_ONLY, offset, length), () -> {});
  }
}
