/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/**
 * Random values that are often edges, and often close to each other. Each run draws a new seed and
 * prints it with a failure. -Dindexkv.seed repeats a run.
 */
public final class Draw {
  static final long SEED = Long.getLong("indexkv.seed", System.nanoTime());

  private static final int[] POINTS = {
    0, 1, 'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF
  };
  private static final int[] BYTES = {0, 0, 0, 1, 2, 0x61, 0x7F, 0x80, 0xFE, 0xFF, 0xFF};

  public final Random random = new Random(SEED);

  public static String seed() {
    return "-Dindexkv.seed=" + SEED;
  }

  /**
   * A signed number from {@code min} to {@code max}: an edge, near zero, or of a random length in
   * bits.
   */
  public long number(long min, long max) {
    while (true) {
      long n =
          switch (random.nextInt(6)) {
            case 0 -> min + random.nextInt(2);
            case 1 -> max - random.nextInt(2);
            case 2 -> random.nextInt(5) - 2;
            case 3 -> (1L << random.nextInt(63)) - random.nextInt(2);
            default -> random.nextLong() >> random.nextInt(64);
          };
      if (min <= n && n <= max) {
        return n;
      }
    }
  }

  public BigDecimal decimal(int precision, int scale) {
    BigInteger bound = BigInteger.TEN.pow(precision);
    BigInteger unscaled =
        switch (random.nextInt(4)) {
          case 0 -> bound.subtract(BigInteger.valueOf(1 + random.nextInt(2)));
          case 1 -> BigInteger.valueOf(random.nextInt(3)).mod(bound);
          case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(127)).mod(bound);
          default -> new BigInteger(1 + random.nextInt(127), random).mod(bound);
        };
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
  }

  /**
   * Mostly up to 5 bytes of few kinds, so that equal values and prefixes of each other are common.
   */
  public byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 300 : 6)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) BYTES[random.nextInt(BYTES.length)];
    }
    return bytes;
  }

  /** A text like {@link #bytes()}, of code points at the borders of UTF-8 and UTF-16. */
  public String string() {
    int length = random.nextInt(random.nextInt(20) == 0 ? 300 : 6);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(POINTS[random.nextInt(random.nextInt(3) == 0 ? POINTS.length : 4)]);
    }
    return text.toString();
  }
}
