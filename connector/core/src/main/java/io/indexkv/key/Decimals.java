/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals as their unscaled values. Nothing is rounded. */
public final class Decimals {
  public static final int MAX_PRECISION = 38;

  /** The maximum number of digits of a decimal whose unscaled value fits into a long. */
  public static final int MAX_LONG_PRECISION = 18;

  private static final BigInteger[] POWERS = new BigInteger[MAX_PRECISION + 1];

  static {
    POWERS[0] = BigInteger.ONE;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1].multiply(BigInteger.TEN);
    }
  }

  private Decimals() {}

  /** 10^{@code precision}. The absolute value of an unscaled value is smaller. */
  static BigInteger bound(int precision) {
    return POWERS[precision];
  }

  static boolean fits(BigInteger unscaled, int precision) {
    return unscaled.abs().compareTo(POWERS[precision]) < 0;
  }

  /**
   * The unscaled value of a decimal: {@code value} × 10^{@code scale}.
   *
   * @throws IllegalArgumentException if that number has a fraction, or more than {@code precision}
   *     digits
   */
  public static BigInteger unscaled(BigDecimal value, int precision, int scale) {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    BigDecimal exact = value;
    if (value.scale() != scale) {
      // these checks come before setScale, which would take very long, and the heap, for
      // 1E+1000000000
      BigDecimal stripped = value.stripTrailingZeros();
      if (stripped.scale() > scale) {
        throw refused(value, precision, scale, "more than " + scale + " digits after the point");
      }
      requireDigits(
          (long) stripped.precision() - stripped.scale() + scale, value, precision, scale);
      exact = stripped.setScale(scale);
    }
    requireDigits(exact.precision(), value, precision, scale);
    return exact.unscaledValue();
  }

  private static void requireDigits(long digits, BigDecimal value, int precision, int scale) {
    if (digits > precision) {
      throw refused(
          value, precision, scale, "more than " + (precision - scale) + " digits before the point");
    }
  }

  private static IllegalArgumentException refused(
      BigDecimal value, int precision, int scale, String reason) {
    String shown =
        value.precision() > 100 ? "a number of " + value.precision() + " digits" : "" + value;
    return new IllegalArgumentException(
        shown + " is no decimal(" + precision + "," + scale + "): it has " + reason);
  }
}
