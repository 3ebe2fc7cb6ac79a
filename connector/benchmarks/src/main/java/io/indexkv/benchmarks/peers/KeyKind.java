/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/** How keys are spread and written. Ids in signed order are keys in unsigned byte order. */
enum KeyKind {
  /** 64-bit integers all over their range; absent ones are drawn alike. */
  RANDOM(8),
  /** Integers from 0 on of which every eighth is absent. */
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

  /** Bytes of every key. */
  int width() {
    return width;
  }

  boolean isInteger() {
    return this != STRING;
  }

  /** Id of the entry with this number. */
  long id(long number) {
    return this == DENSE ? number + number / 7 : Mix.of(number);
  }

  /** Ids that none of the entries 0 to ENTRIES - 1 has, by a number below {@link #absentIds}. */
  long absentId(long number, long entries) {
    return this == DENSE ? 8 * number + 7 : Mix.of(entries + number);
  }

  long absentIds(long entries) {
    return this == DENSE ? entries / 7 : entries;
  }

  /** Writes the key of an integer kind as IndexKV does: big-endian, the sign bit flipped. */
  void encode(long id, byte[] key) {
    encode(id, key, 0);
  }

  void encode(long id, byte[] key, int offset) {
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

  /** What a scan makes of a key: an integer itself, or the digest of its bytes. */
  long digest(long id, byte[] key) {
    return isInteger() ? id : Digest.of(key, width);
  }

  /** The id of an integer key as {@link #encode(long, byte[])} wrote it. */
  static long decode(byte[] key) {
    return (long) LONGS.get(key, 0) ^ Long.MIN_VALUE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
