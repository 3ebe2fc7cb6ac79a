/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import io.indexkv.store.manifest.JsonText;
import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as JSON. Integers of 64 bits and decimals are strings, because many programs read JSON
 * numbers as doubles. Bytes are hexadecimal digits.
 */
public final class Json {
  /** The version of what {@code --json} prints. */
  public static final int FORMAT = 1;

  private Json() {}

  /** The members that each document begins with. */
  public static Map<String, Object> document(String command, String store) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("command", command);
    document.put("store", store);
    return document;
  }

  /** An object with these names and values. */
  public static Map<String, Object> object(List<String> names, List<Object> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  /** The JSON of a value, on one line and without characters that could steer a terminal. */
  public static String text(Object value) {
    return Text.escaped(JsonText.of(value, Json::plain));
  }

  private static Object plain(Object value) {
    if (value instanceof Long || value instanceof BigInteger) {
      return value.toString();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof SchemaValues.Struct struct) {
      return new JsonText.Members(struct.names(), struct.values());
    }
    if (value instanceof SchemaValues.MapOf map) {
      return new JsonText.Members(map.keys().stream().map(Json::name).toList(), map.values());
    }
    return value;
  }

  private static String name(Object key) {
    return FlatText.isNested(key) ? text(key) : FlatText.of(key);
  }
}
