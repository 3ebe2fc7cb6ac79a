/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import java.util.List;
import java.util.Objects;

/** Checks that no element of a parameter is null. */
public final class Required {
  private Required() {}

  /**
   * Checks an array and its elements.
   *
   * @param name name of the parameter
   * @throws NullPointerException if the array or an element is null; the message names it
   */
  public static void elements(Object[] values, String name) {
    Objects.requireNonNull(values, name);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw new NullPointerException(name + "[" + i + "]");
      }
    }
  }

  /**
   * Checks a list and its elements.
   *
   * @param name name of the parameter
   * @throws NullPointerException if the list or an element is null; the message names it
   */
  public static void elements(List<?> values, String name) {
    Objects.requireNonNull(values, name);
    elements(values.toArray(), name);
  }
}
