/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generated code with named placeholders, for example {@code {probe}.find();}. Each placeholder
 * needs a value, and each value a placeholder.
 */
final class CodeTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final String template;
  private final Map<String, String> values = new HashMap<>();

  private CodeTemplate(String template) {
    this.template = template;
  }

  static CodeTemplate of(String template) {
    return new CodeTemplate(template);
  }

  /** Gives a placeholder its value, whose own braces stay as they are. */
  CodeTemplate with(String name, Object value) {
    if (values.put(name, value.toString()) != null) {
      throw new IllegalStateException("{" + name + "} has two values in:\n" + template);
    }
    return this;
  }

  /**
   * The code with all values.
   *
   * @throws IllegalStateException if a placeholder has no value, or a value no placeholder
   */
  String text() {
    Set<String> unused = new HashSet<>(values.keySet());
    String text =
        PLACEHOLDER
            .matcher(template)
            .replaceAll(
                placeholder -> {
                  String name = placeholder.group(1);
                  unused.remove(name);
                  return Matcher.quoteReplacement(value(name));
                });
    if (!unused.isEmpty()) {
      throw new IllegalStateException("no placeholder for " + unused + " in:\n" + template);
    }
    return text;
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value for {" + name + "} in:\n" + template);
    }
    return value;
  }
}
