/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Makes the value of an id: words of a small vocabulary, 60 to 140 letters and spaces, 100 on
 * average.
 */
public final class Values {
  public static final int MAX_LENGTH = 140;

  private static final int SHORTEST = 60;
  private static final int WORD_BITS = 10;
  private static final long[] WORDS = words();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes = new byte[MAX_LENGTH + 8];

  /** The vocabulary. Each word has seven letters and a space. */
  private static long[] words() {
    long[] words = new long[1 << WORD_BITS];
    for (int i = 0; i < words.length; i++) {
      long random = Mix.of(~i);
      long word = ' ';
      for (int letter = 0; letter < 7; letter++) {
        word = word << 8 | 'a' + ((random >>> 8 * letter & 0xFF) * 26 >> 8);
      }
      words[i] = word;
    }
    return words;
  }

  /** Makes the value of {@code id} in {@link #bytes}. Returns its length. */
  int make(long id) {
    long random = Mix.of(~id);
    int length = SHORTEST + (int) ((random >>> 32) * (MAX_LENGTH - SHORTEST + 1) >>> 32);
    for (int i = 0; i < length; ) {
      random = Mix.of(random);
      for (int shift = 0; shift < 60 && i < length; shift += WORD_BITS, i += 8) {
        LONGS.set(bytes, i, WORDS[(int) (random >>> shift) & WORDS.length - 1]);
      }
    }
    return length;
  }

  /** An array that begins with the value. The next {@link #make} overwrites it. */
  byte[] bytes() {
    return bytes;
  }

  public long digest(long id) {
    int length = make(id);
    return Digest.of(bytes, length);
  }
}
