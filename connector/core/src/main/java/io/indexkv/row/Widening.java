/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which the type of a column may grow. Each value of the old type is exactly a value of
 * the new one.
 */
final class Widening {
  /** The integer types, from the narrowest. */
  private static final List<String> INTEGERS = List.of("byte", "short", "integer", "long");

  /** Digits that a decimal needs before its point to hold all values of each integer type. */
  private static final int[] DIGITS = {3, 5, 10, 20};

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");

  /** Maximum scale whose power of ten is a long. */
  private static final int MAX_SCALE = 18;

  private Widening() {}

  /** The step from a value of {@code from} to one of {@code to}; empty if there is none. */
  static Optional<ColumnStep> of(RowColumn from, RowColumn to) {
    int integer = INTEGERS.indexOf(from.type());
    Matcher decimal = DECIMAL.matcher(to.type());
    if (decimal.matches()) {
      return integer < 0 ? decimals(from, to, decimal) : integerToDecimal(integer, to, decimal);
    }
    if (integer >= 0) {
      return integer(integer, to.type());
    }
    return from.type().equals("float") && to.type().equals("double")
        ? Optional.of(
            (row, slot, out, ordinal) ->
                out.slot(
                    ordinal,
                    Double.doubleToRawLongBits(
                        Float.intBitsToFloat((int) RowWriter.word(row, slot)))))
        : Optional.empty();
  }

  private static Optional<ColumnStep> integer(int from, String type) {
    if (type.equals("double") && from < INTEGERS.indexOf("long")) {
      return Optional.of(
          (row, slot, out, ordinal) ->
              out.slot(ordinal, Double.doubleToRawLongBits(number(from, row, slot))));
    }
    int to = INTEGERS.indexOf(type);
    if (to <= from) {
      return Optional.empty();
    }
    long mask = to == INTEGERS.size() - 1 ? -1 : (1L << (8 << to)) - 1;
    return Optional.of(
        (row, slot, out, ordinal) -> out.slot(ordinal, number(from, row, slot) & mask));
  }

  private static long number(int integer, byte[] row, int slot) {
    long word = RowWriter.word(row, slot);
    return switch (integer) {
      case 0 -> (byte) word;
      case 1 -> (short) word;
      case 2 -> (int) word;
      default -> word;
    };
  }

  private static Optional<ColumnStep> integerToDecimal(int integer, RowColumn to, Matcher decimal) {
    int scale = Integer.parseInt(decimal.group(2));
    if (Integer.parseInt(decimal.group(1)) - scale < DIGITS[integer] || scale > MAX_SCALE) {
      return Optional.empty();
    }
    long power = SlotCheck.powerOfTen(scale);
    return to.layout() instanceof RowType.WideDecimal
        ? Optional.of(
            (row, slot, out, ordinal) -> {
              long value = number(integer, row, slot);
              out.wideDecimal(ordinal, Math.multiplyHigh(value, power), value * power);
            })
        : Optional.of(
            (row, slot, out, ordinal) -> out.slot(ordinal, number(integer, row, slot) * power));
  }

  private static Optional<ColumnStep> decimals(RowColumn from, RowColumn to, Matcher wider) {
    Matcher narrow = DECIMAL.matcher(from.type());
    if (!narrow.matches()
        || !narrow.group(2).equals(wider.group(2))
        || Integer.parseInt(narrow.group(1)) >= Integer.parseInt(wider.group(1))) {
      return Optional.empty();
    }
    if (from.layout() instanceof RowType.Decimal && to.layout() instanceof RowType.WideDecimal) {
      return Optional.of(
          (row, slot, out, ordinal) -> {
            long value = RowWriter.word(row, slot);
            out.wideDecimal(ordinal, value >> 63, value);
          });
    }
    return Optional.of(ColumnStep.copy(to.layout()));
  }
}
