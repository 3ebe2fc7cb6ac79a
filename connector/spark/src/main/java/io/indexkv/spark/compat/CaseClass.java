/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import scala.Product;

/** Makes objects of Scala case classes whose parameters differ between versions of Spark. */
public final class CaseClass {
  private static final ClassValue<String[]> NAMES =
      new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
          return names(type);
        }
      };

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
      Constructor<?> constructor = longest(type).orElseThrow();
      Class<?> companion = Class.forName(type.getName() + "$", true, type.getClassLoader());
      Object module = companion.getField("MODULE$").get(null);
      Object[] arguments = NamedArguments.of(constructor, values, module, "apply");
      return type.cast(constructor.newInstance(arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of Spark has another %s than expected".formatted(type.getName()), e);
    }
  }

  /**
   * A copy with other values.
   *
   * @param changed by the names of the parameters
   * @throws IllegalStateException if this version of Spark lacks a parameter
   */
  public static <T extends Product> T copied(Class<T> type, T object, Map<String, Object> changed) {
    Map<String, Object> values = elements(object);
    values.putAll(changed);
    return of(type, values);
  }

  /** The elements of a case class by their names, as a map of the caller's own. */
  public static Map<String, Object> elements(Product object) {
    Map<String, Object> elements = new HashMap<>();
    for (int i = 0; i < object.productArity(); i++) {
      elements.put(name(object, i), object.productElement(i));
    }
    return elements;
  }

  /**
   * The name of an element of a case class; empty for one of another class. Scala 2.12 has no
   * method that tells it.
   */
  public static String name(Product object, int element) {
    String[] names = NAMES.get(object.getClass());
    return element < names.length ? names[element] : "";
  }

  private static String[] names(Class<?> type) {
    return longest(type).stream()
        .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
        .map(Parameter::getName)
        .toArray(String[]::new);
  }

  /** The constructor whose parameters are the elements. */
  private static Optional<Constructor<?>> longest(Class<?> type) {
    return Arrays.stream(type.getConstructors())
        .max(Comparator.comparingInt(Constructor::getParameterCount));
  }
}
