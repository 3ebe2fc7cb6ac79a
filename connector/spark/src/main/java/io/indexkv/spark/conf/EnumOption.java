/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Options whose values are the names of constants, in any case. */
final class EnumOption {
  private EnumOption() {}

  /** The constant that VALUE names; an error that lists them all if there is none. */
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

  /** The value of the option. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
