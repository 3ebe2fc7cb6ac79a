/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** Makes objects of Scala case classes whose parameters differ between versions of Spark. */
public final class CaseClass {
  private CaseClass() {}

  /**
   * Makes an object from some values and the defaults of all other parameters.
   *
   * @param values by the names of the parameters
   * @throws IllegalStateException if this version of Spark lacks a parameter, or gives no default
   *     for one
   */
  public static <T> T of(Class<T> type, Map<String, Object> values) {
    try {
      Constructor<?> constructor =
          Arrays.stream(type.getConstructors())
              .max(Comparator.comparingInt(Constructor::getParameterCount))
              .orElseThrow();
      Class<?> companion = Class.forName(type.getName() + "$", true, type.getClassLoader());
      Object module = companion.getField("MODULE$").get(null);
      Object[] arguments = NamedArguments.of(constructor, values, module, "apply");
      return type.cast(constructor.newInstance(arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of Spark has another %s than expected".formatted(type.getName()), e);
    }
  }
}
