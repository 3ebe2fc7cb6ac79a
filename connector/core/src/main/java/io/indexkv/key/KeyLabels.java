/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.file.bytes.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of key types. For each Spark type that cannot be a key, the message of the error names
 * an alternative.
 */
final class KeyLabels {
  private static final Map<String, KeyType> CONSTANTS = new LinkedHashMap<>();
  private static final Map<String, String> REFUSED = new LinkedHashMap<>();
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,4}),(\\d{1,4})\\)");
  private static final String COMPOSITE = "composite(";

  /** Limits the recursion of the parser, which descends into nested types. */
  private static final int MAX_LENGTH = 10_000;

  static {
    for (KeyType type :
        List.of(
            KeyType.BOOLEAN,
            KeyType.INT8,
            KeyType.INT16,
            KeyType.INT32,
            KeyType.INT64,
            KeyType.UINT8,
            KeyType.UINT16,
            KeyType.UINT32,
            KeyType.UINT64,
            KeyType.DATE,
            KeyType.TIMESTAMP,
            KeyType.TIMESTAMP_NTZ,
            KeyType.UUID,
            KeyType.STRING,
            KeyType.BINARY)) {
      CONSTANTS.put(type.label(), type);
    }
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

  static KeyType parse(String label) {
    if (label.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a key type of %,d characters, expected at most %,d: %s"
              .formatted(label.length(), MAX_LENGTH, Excerpt.of(label)));
    }
    KeyType constant = CONSTANTS.get(label);
    if (constant != null) {
      return constant;
    }
    Matcher decimal = DECIMAL.matcher(label);
    if (decimal.matches()) {
      return KeyType.decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    if (label.startsWith(COMPOSITE) && label.endsWith(")")) {
      return composite(label);
    }
    String folded = label.toLowerCase(Locale.ROOT);
    REFUSED.forEach(
        (name, reason) -> {
          if (folded.matches(Pattern.quote(name) + "(\\W.*)?")) {
            throw new IllegalArgumentException(Excerpt.of(label) + " cannot be a key: " + reason);
          }
        });
    throw new IllegalArgumentException(
        "unknown key type '"
            + Excerpt.of(label)
            + "', known are "
            + String.join(", ", CONSTANTS.keySet())
            + ", decimal(p,s), composite(…)");
  }

  private static KeyType composite(String label) {
    String list = label.substring(COMPOSITE.length(), label.length() - 1);
    List<KeyType> columns = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i == list.length() ? ',' : list.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && (depth == 0 || i == list.length())) {
        columns.add(parse(list.substring(start, i)));
        start = i + 1;
      }
    }
    return KeyType.composite(columns);
  }
}
