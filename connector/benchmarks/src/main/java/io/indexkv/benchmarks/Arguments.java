/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of a command line, each a name and a value. Errors name the option, the expected and
 * the found.
 */
public final class Arguments {
  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Parses pairs of names and values. The names are those that {@code usage} lists.
   *
   * @throws IllegalArgumentException if a name is unknown, given twice, or without a value
   */
  public static Arguments parse(String usage, String... args) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!usage.contains("  " + args[i] + " ")) {
        throw new IllegalArgumentException("unknown option " + args[i] + "\n" + usage);
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("option " + args[i] + " has no value\n" + usage);
      }
      if (values.put(args[i], args[i + 1]) != null) {
        throw new IllegalArgumentException("option " + args[i] + " is given twice");
      }
    }
    return new Arguments(values);
  }

  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A path; {@code otherwise}, which may be null, if the option is not given. */
  public Path path(String name, String otherwise) {
    String path = text(name, otherwise);
    return path == null ? null : Path.of(path);
  }

  /** A whole number from {@code min} to 2^63 - 1. */
  public long number(String name, long min, long otherwise) {
    return values.containsKey(name)
        ? number(name, values.get(name), min, Long.MAX_VALUE)
        : otherwise;
  }

  /** A whole number from {@code min} to 2^31 - 1. */
  public int count(String name, int min, int otherwise) {
    return values.containsKey(name)
        ? (int) number(name, values.get(name), min, Integer.MAX_VALUE)
        : otherwise;
  }

  /** A list of whole numbers from {@code min} to 2^31 - 1. */
  public List<Long> counts(String name, int min, List<Long> otherwise) {
    return values.containsKey(name)
        ? Arrays.stream(values.get(name).split(","))
            .map(number -> number(name, number, min, Integer.MAX_VALUE))
            .toList()
        : otherwise;
  }

  /** A number above zero. */
  public double positive(String name, double otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(values.get(name));
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the error follows below
    }
    throw new IllegalArgumentException(
        "option " + name + ": expected a number above 0, found " + values.get(name));
  }

  /** The values of {@code known} whose {@code toString} the list names, in the list's order. */
  public <T> List<T> named(String name, Collection<T> known, List<T> otherwise) {
    if (!values.containsKey(name)) {
      return otherwise;
    }
    List<T> found = new ArrayList<>();
    for (String word : values.get(name).split(",")) {
      found.add(
          known.stream()
              .filter(value -> value.toString().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "option %s: expected some of %s, found %s"
                              .formatted(name, list(known), word))));
    }
    return List.copyOf(found);
  }

  /** The values separated by commas, as an option takes them. */
  public static String list(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static long number(String name, String text, long min, long max) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + ": expected a whole number, found " + text, e);
    }
    if (number < min || number > max) {
      throw new IllegalArgumentException(
          "option %s: expected %s, found %s"
              .formatted(
                  name, max == Integer.MAX_VALUE ? min + " to 2^31 - 1" : "at least " + min, text));
    }
    return number;
  }
}
