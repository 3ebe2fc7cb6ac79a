/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.store.manifest.JsonWriter;
import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as JSON. Integers of 64 bits and decimals are strings, because many programs read JSON
 * numbers as doubles. Bytes are hexadecimal digits.
 */
final class Json {
  /** The version of what {@code --json} prints. */
  static final int FORMAT = 1;

  private Json() {}

  /** The members that each document begins with. */
  static Map<String, Object> document(String command) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("command", command);
    return document;
  }

  /** An object with these names and values. */
  static Map<String, Object> object(List<String> names, List<Object> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  static String text(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value == null || value instanceof Boolean || isSmallNumber(value)) {
      out.append(value);
    } else if (value instanceof Float || value instanceof Double) {
      appendFloating(out, (Number) value);
    } else if (value instanceof BigDecimal decimal) {
      JsonWriter.string(out, decimal.toPlainString());
    } else if (value instanceof byte[] bytes) {
      JsonWriter.string(out, HexFormat.of().formatHex(bytes));
    } else if (value instanceof Map<?, ?> map) {
      appendObject(out, List.copyOf(map.keySet()), map.values().toArray());
    } else if (value instanceof SchemaValues.Struct struct) {
      appendObject(out, struct.names(), struct.values().toArray());
    } else if (value instanceof SchemaValues.MapOf map) {
      appendObject(out, map.keys(), map.values().toArray());
    } else if (value instanceof List<?> list) {
      appendArray(out, list);
    } else {
      JsonWriter.string(out, value.toString());
    }
  }

  private static boolean isSmallNumber(Object value) {
    return value instanceof Byte || value instanceof Short || value instanceof Integer;
  }

  private static void appendFloating(StringBuilder out, Number number) {
    if (Double.isFinite(number.doubleValue())) {
      out.append(number);
    } else {
      JsonWriter.string(out, number.toString());
    }
  }

  private static void appendObject(StringBuilder out, List<?> names, Object[] values) {
    out.append('{');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",");
      Object name = names.get(i);
      JsonWriter.string(out, name instanceof String text ? text : ValueText.exact(name));
      out.append(':');
      append(out, values[i]);
    }
    out.append('}');
  }

  private static void appendArray(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      append(out, element);
      separator = ",";
    }
    out.append(']');
  }
}
