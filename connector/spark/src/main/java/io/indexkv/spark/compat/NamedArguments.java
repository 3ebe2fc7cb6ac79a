/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.Map;

/** Arguments of a call of Scala by name, with the defaults of all other parameters. */
final class NamedArguments {
  private NamedArguments() {}

  /**
   * The arguments in the order of the parameters.
   *
   * @param called a constructor or a method
   * @param values by the names of the parameters
   * @param defaults the object that has the default of each parameter
   * @param prefix of the methods that return the defaults
   * @throws IllegalStateException if this version of Spark lacks a parameter
   * @throws ReflectiveOperationException if it gives no default for a parameter without a value
   */
  static Object[] of(Executable called, Map<String, Object> values, Object defaults, String prefix)
      throws ReflectiveOperationException {
    Map<String, Object> left = new HashMap<>(values);
    Parameter[] parameters = called.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      String name = parameters[i].getName();
      arguments[i] =
          left.containsKey(name)
              ? left.remove(name)
              : defaults.getClass().getMethod(prefix + "$default$" + (i + 1)).invoke(defaults);
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("this Spark's %s has no %s".formatted(called, left.keySet()));
    }
    return arguments;
  }
}
