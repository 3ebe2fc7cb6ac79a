/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/** A method of a Scala object whose parameters differ between versions of Spark. */
public final class ObjectMethod {
  private final Object object;
  private final Method method;

  private ObjectMethod(Object object, Method method) {
    this.object = object;
    this.method = method;
  }

  /**
   * Finds the method.
   *
   * @param object the only instance of the Scala object
   * @param name of the method, which is not overloaded
   * @throws IllegalStateException if this version of Spark has no such method
   */
  public static ObjectMethod of(Object object, String name) {
    Method method =
        Arrays.stream(object.getClass().getMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this Spark's %s has no method %s"
                            .formatted(object.getClass().getName(), name)));
    return new ObjectMethod(object, method);
  }

  /**
   * Calls it with some values and the defaults of all other parameters. An exception of the method
   * reaches the caller as it is.
   *
   * @param type of the result
   * @param values by the names of the parameters
   */
  public <T> T call(Class<T> type, Map<String, Object> values) {
    try {
      return type.cast(
          method.invoke(object, NamedArguments.of(method, values, object, method.getName())));
    } catch (InvocationTargetException e) {
      throw Unchecked.thrown(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of Spark has another %s than expected".formatted(method), e);
    }
  }
}
