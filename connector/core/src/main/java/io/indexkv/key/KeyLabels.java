/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.file.bytes.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of key types' labels. For each Spark type that cannot be a key, the message of the error
 * names an alternative.
 */
final class KeyLabels {
  private static final Map<String, String> REFUSED = new LinkedHashMap<>();
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,4}),(\\d{1,4})\\)");
  private static final String COMPOSITE = "composite(";

  /** Limits the recursion of the parser, which descends into nested types. */
  private static final int MAX_LENGTH = 10_000;

  static {
    String floating = "NaN and -0.0 have no single encoding; cast it to decimal or to string";
    for (String name : List.of("float", "double", "real", "float32", "float64")) {
      REFUSED.put(name, floating);
    }
    String nested =
        "equal values differ in bytes; make a key column of each element that identifies the entry,"
            + " or cast it to string";
    for (String name : List.of("map", "array", "variant")) {
      REFUSED.put(name, nested);
    }
    REFUSED.put("struct", "it is several columns; name its fields as key columns");
    REFUSED.put(
        "interval", "months, days and seconds have no common order; cast it to int64 or to string");
    REFUSED.put(
        "string collate",
        "equal strings differ in bytes; cast it to string collate utf8_binary, whose label is"
            + " 'string'");
  }

  private KeyLabels() {}

  /** Fails if a label is so long that its parser could overflow the stack. */
  static void requireShort(String label) {
    if (label.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a key type of %,d characters, expected at most %,d: %s"
              .formatted(label.length(), MAX_LENGTH, Excerpt.of(label)));
    }
  }

  /** The precision and the scale in the label of a decimal; null if it is none. */
  static int[] decimal(String label) {
    Matcher decimal = DECIMAL.matcher(label);
    return decimal.matches()
        ? new int[] {Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))}
        : null;
  }

  /** The labels of the columns in the label of a composite; null if it is none. */
  static List<String> columns(String label) {
    if (!label.startsWith(COMPOSITE) || !label.endsWith(")")) {
      return null;
    }
    String list = label.substring(COMPOSITE.length(), label.length() - 1);
    List<String> columns = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && (depth == 0 || i == list.length())) {
        columns.add(list.substring(start, i));
        start = i + 1;
      }
    }
    return columns;
  }

  /**
   * Says that no key type has this label, and what to do if it names a type that cannot be a key.
   *
   * @param known labels of the key types that have no parameters
   */
  static IllegalArgumentException unknown(String label, Collection<String> known) {
    String folded = label.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
      if (folded.matches(Pattern.quote(refused.getKey()) + "(\\W.*)?")) {
        return new IllegalArgumentException(
            Excerpt.of(label) + " cannot be a key: " + refused.getValue());
      }
    }
    return new IllegalArgumentException(
        "unknown key type '"
            + Excerpt.of(label)
            + "', known are "
            + String.join(", ", known)
            + ", decimal(p,s), composite(…)");
  }
}
