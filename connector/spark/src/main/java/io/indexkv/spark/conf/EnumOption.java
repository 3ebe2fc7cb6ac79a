/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Options whose values are the names of enum constants, in any case. */
final class EnumOption {
  private enum Truth {
    TRUE,
    FALSE
  }

  private EnumOption() {}

  /** Whether {@code value} is true. Fails if it is neither true nor false. */
  static boolean isTrue(String option, String value) {
    return parse(Truth.class, option, value) == Truth.TRUE;
  }

  /** The constant that {@code value} names. Fails with a list of all constants if there is none. */
  static <E extends Enum<E>> E parse(Class<E> type, String option, String value) {
    for (E constant : type.getEnumConstants()) {
      if (label(constant).equals(value.trim().toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        option
            + " is '"
            + value
            + "', expected one of "
            + Arrays.stream(type.getEnumConstants())
                .map(EnumOption::label)
                .collect(Collectors.joining(", ")));
  }

  /** The constant's name as a value of the option. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
