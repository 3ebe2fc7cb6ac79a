/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Checks the unscaled number of a decimal that is stored in a piece. */
final class DecimalCheck implements PieceCheck {
  private static final int MAX_LENGTH = 16;

  private final int precision;

  // 10^precision as two halves; each absolute unscaled number is below it
  private final long boundHigh;
  private final long boundLow;

  DecimalCheck(int precision) {
    this.precision = precision;
    BigInteger bound = BigInteger.TEN.pow(precision);
    boundHigh = bound.shiftRight(Long.SIZE).longValueExact();
    boundLow = bound.longValue();
  }

  @Override
  public Problem problem(ByteBuffer bytes, int at, int length) {
    if (length < 1 || length > MAX_LENGTH) {
      return PieceCheck.badLength("a number of 1 to 16 bytes", length);
    }
    int first = bytes.get(at);
    if (length > 1 && first == bytes.get(at + 1) >> 7) {
      return PieceCheck.badLength("a number in as few bytes as it takes", length);
    }
    long high = first >> 7;
    long low = high;
    for (int i = 0; i < length; i++) {
      high = high << 8 | low >>> 56;
      low = low << 8 | bytes.get(at + i) & 0xFF;
    }
    if (high < 0) {
      low = -low;
      high = ~high + (low == 0 ? 1 : 0);
    }
    int order = Long.compareUnsigned(high, boundHigh);
    return order < 0 || order == 0 && Long.compareUnsigned(low, boundLow) < 0
        ? null
        : PieceCheck.badDecimal(precision);
  }
}
