/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.testing;

import io.indexkv.Internal;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Calls all public methods and constructors of types with null in place of each parameter, and
 * finds those that do not refuse it by name.
 *
 * @param samples makes values of each type of a parameter, and of each type that has methods; an
 *     interface or abstract class may have several
 * @param allowed parameters that may be null, as Type.method.parameter
 */
public record NullArguments(Map<Class<?>, List<Supplier<?>>> samples, Set<String> allowed) {
  private interface Call {
    Object run(Object[] arguments) throws ReflectiveOperationException;
  }

  /** What is wrong with a type, a line for each parameter; empty if all is well. */
  public List<String> problems(Class<?> type) throws ReflectiveOperationException {
    List<String> problems = new ArrayList<>();
    if (type.isEnum() || type.isAnnotation() || Throwable.class.isAssignableFrom(type)) {
      return problems;
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      check(constructor, constructor::newInstance, problems);
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!Modifier.isPublic(method.getModifiers())
          || method.isSynthetic()
          || method.isAnnotationPresent(Internal.class)
          || method.getName().equals("equals")
          || method.getParameterCount() == 0) {
        continue;
      }
      if (Modifier.isStatic(method.getModifiers())) {
        check(method, arguments -> method.invoke(null, arguments), problems);
        continue;
      }
      for (Supplier<?> receiver : samplesOf(type)) {
        check(method, arguments -> method.invoke(receiver.get(), arguments), problems);
      }
    }
    return problems;
  }

  private void check(Executable executable, Call call, List<String> problems)
      throws ReflectiveOperationException {
    Parameter[] parameters = executable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      String where =
          executable.getDeclaringClass().getSimpleName()
              + (executable instanceof Method ? "." + executable.getName() : "")
              + "."
              + parameters[i].getName();
      if (parameters[i].getType().isPrimitive() || allowed.contains(where)) {
        continue;
      }
      Object[] arguments = arguments(parameters);
      for (Object value : values(parameters[i].getType())) {
        arguments[i] = value;
        String problem = problem(call, arguments, parameters[i].getName());
        if (problem != null) {
          problems.add(where + (value == null ? "" : " with an element of null") + ": " + problem);
        }
      }
    }
  }

  /** Null, and for a list or an array of some type also one with an element that is null. */
  private static List<Object> values(Class<?> type) {
    List<Object> values = new ArrayList<>();
    values.add(null);
    if (type == List.class || type == Collection.class) {
      values.add(Arrays.asList((Object) null));
    } else if (type.isArray()
        && !type.getComponentType().isPrimitive()
        && type.getComponentType() != Object.class) {
      values.add(java.lang.reflect.Array.newInstance(type.getComponentType(), 1));
    }
    return values;
  }

  private Object[] arguments(Parameter[] parameters) {
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = samplesOf(parameters[i].getType()).get(0).get();
    }
    return arguments;
  }

  private List<Supplier<?>> samplesOf(Class<?> type) {
    List<Supplier<?>> found = samples.get(type);
    if (found == null) {
      throw new IllegalStateException("the test has no sample of " + type + ": add one");
    }
    return found;
  }

  private static String problem(Call call, Object[] arguments, String name)
      throws ReflectiveOperationException {
    try {
      Object result = call.run(arguments);
      if (result instanceof CompletableFuture<?> future) {
        try {
          future.join();
        } catch (CompletionException e) {
          return refusal(e.getCause(), name);
        }
      }
      return "is taken";
    } catch (InvocationTargetException e) {
      return refusal(e.getCause(), name);
    }
  }

  /** Null if an error is what is expected: it names the parameter, or says that null is no key. */
  private static String refusal(Throwable thrown, String name) {
    String message = String.valueOf(thrown.getMessage());
    boolean named =
        thrown instanceof NullPointerException
            && (message.equals(name) || message.startsWith(name + "["));
    boolean told = thrown instanceof IllegalArgumentException && message.contains("null ");
    return named || told ? null : "throws " + thrown;
  }
}
