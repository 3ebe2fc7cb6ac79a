/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A parsed JSON object with typed members. If a member is missing or has another type, methods
 * throw an {@link IllegalArgumentException} that names it.
 */
public record JsonObject(Map<?, ?> members) {
  private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})*+");

  public static JsonObject of(Object value) {
    return new JsonObject(as(Map.class, value, "the value"));
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  public String string(String name) {
    return member(String.class, name);
  }

  public long number(String name) {
    return member(Long.class, name);
  }

  /** A member with two lower-case hex digits for each byte. */
  byte[] bytes(String name) {
    String digits = string(name);
    if (!HEX.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "member '"
              + name
              + "' is '"
              + Excerpt.of(digits)
              + "', expected two lower-case hex digits for each byte");
    }
    return HexFormat.of().parseHex(digits);
  }

  /** A member with eight lower-case hex digits. */
  int checksum(String name) {
    byte[] bytes = bytes(name);
    if (bytes.length != Integer.BYTES) {
      throw new IllegalArgumentException(
          "member '" + name + "' is '" + Excerpt.of(string(name)) + "', expected 8 hex digits");
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  JsonObject object(String name) {
    return new JsonObject(member(Map.class, name));
  }

  List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    for (Object element : member(List.class, name)) {
      strings.add(as(String.class, element, "an element of '" + name + "'"));
    }
    return strings;
  }

  List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : member(List.class, name)) {
      objects.add(new JsonObject(as(Map.class, element, "an element of '" + name + "'")));
    }
    return objects;
  }

  /** All members. Each must be a string. */
  Map<String, String> strings() {
    Map<String, String> strings = new LinkedHashMap<>();
    members.keySet().forEach(name -> strings.put((String) name, string((String) name)));
    return strings;
  }

  private <T> T member(Class<T> type, String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("member '" + name + "' is missing");
    }
    return as(type, members.get(name), "member '" + name + "'");
  }

  private static <T> T as(Class<T> type, Object value, String what) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          what
              + " is "
              + (value == null ? "null" : "a " + value.getClass().getSimpleName())
              + ", expected a "
              + type.getSimpleName());
    }
    return type.cast(value);
  }
}
