/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/** How keys are spread and encoded. The keys of ascending ids ascend as unsigned bytes. */
public enum KeyKind {
  /** 64-bit integers from their whole range. Absent keys are drawn in the same way. */
  RANDOM(8),
  /** Integers from 0 on, of which every eighth is absent. */
  DENSE(8),
  /** Five letters and sixteen hexadecimal digits of a random 64-bit integer. */
  STRING(21);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final short[] DIGITS = new short[256];

  static {
    for (int i = 0; i < DIGITS.length; i++) {
      DIGITS[i] = (short) (Character.forDigit(i >> 4, 16) << 8 | Character.forDigit(i & 15, 16));
    }
  }

  private final int width;

  KeyKind(int width) {
    this.width = width;
  }

  /** Number of bytes of every key. */
  public int width() {
    return width;
  }

  public boolean isInteger() {
    return this != STRING;
  }

  /** Id of the entry with this number. */
  long id(long number) {
    return this == DENSE ? number + number / 7 : Mix.of(number);
  }

  /**
   * An id that none of the first {@code entries} entries has.
   *
   * @param number below {@link #absentIds}; each gives another id
   */
  long absentId(long number, long entries) {
    return this == DENSE ? 8 * number + 7 : Mix.of(entries + number);
  }

  long absentIds(long entries) {
    return this == DENSE ? entries / 7 : entries;
  }

  /** Encodes an integer key as IndexKV does: big-endian, with the sign bit flipped. */
  public void encode(long id, byte[] key) {
    encode(id, key, 0);
  }

  public void encode(long id, byte[] key, int offset) {
    long unsigned = id ^ Long.MIN_VALUE;
    if (isInteger()) {
      LONGS.set(key, offset, unsigned);
      return;
    }
    key[offset] = 'u';
    key[offset + 1] = 's';
    key[offset + 2] = 'e';
    key[offset + 3] = 'r';
    key[offset + 4] = '-';
    for (int i = 0; i < 8; i++) {
      SHORTS.set(key, offset + 5 + 2 * i, DIGITS[(int) (unsigned >>> 56 - 8 * i) & 0xFF]);
    }
  }

  /** The number that a scan adds for a key: the integer itself, or the digest of its bytes. */
  public long digest(long id, byte[] key) {
    return isInteger() ? id : Digest.of(key, width);
  }

  /** The id of an integer key that {@link #encode(long, byte[])} has encoded. */
  public static long decode(byte[] key) {
    return (long) LONGS.get(key, 0) ^ Long.MIN_VALUE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
