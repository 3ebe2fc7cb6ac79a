/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;

/** Checks a value that is in its slot: a boolean or a short decimal. Thread-safe. */
abstract class SlotCheck {
  private static final SlotCheck BOOLEAN =
      new SlotCheck() {
        @Override
        Problem problem(long slot) {
          int value = (int) slot & 0xFF;
          return value <= 1 ? null : new Problem("0 or 1", Integer.toString(value));
        }
      };

  /** The check of a type's slots; null if a slot may hold anything, or leads to a piece. */
  static SlotCheck of(RowType type) {
    if (type instanceof RowType.Bool) {
      return BOOLEAN;
    }
    return type instanceof RowType.Decimal decimal ? decimal(decimal.precision()) : null;
  }

  private static SlotCheck decimal(int precision) {
    long bound = powerOfTen(precision);
    return new SlotCheck() {
      @Override
      Problem problem(long slot) {
        return -bound < slot && slot < bound ? null : PieceCheck.badDecimal(precision);
      }
    };
  }

  static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /**
   * Describes what is wrong with a value that is not null; null if nothing is.
   *
   * @param slot the value's bytes in little-endian order; others may be behind them
   */
  abstract Problem problem(long slot);
}
