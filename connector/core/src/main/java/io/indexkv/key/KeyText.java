/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.file.bytes.Excerpt;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Keys as readable text for messages. */
public final class KeyText {
  private KeyText() {}

  /**
   * Decodes a key into readable text.
   *
   * @param types types of the key's columns
   * @throws IllegalArgumentException if the bytes are not a key of these types
   */
  public static String of(List<KeyType> types, byte[] key) {
    KeyReader in = new KeyReader(KeyType.composite(types)).reset(key, 0, key.length);
    List<String> columns = types.stream().map(type -> column(type, in)).toList();
    in.end();
    return types.size() == 1
        ? columns.get(0)
        : columns.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  private static String column(KeyType type, KeyReader in) {
    if (type.precision() > 0) {
      return new BigDecimal(in.decimal(), type.scale()).toPlainString();
    }
    return switch (type.label()) {
      case "boolean" -> String.valueOf(in.number() == 1);
      case "uint64" -> Long.toUnsignedString(in.number());
      case "date" -> LocalDate.ofEpochDay(in.number()).toString();
      case "timestamp" -> Epoch.instant(in.number()).toString();
      case "timestamp_ntz" -> Epoch.local(in.number()).toString();
      case "uuid" -> in.uuid().toString();
      case "string" -> of(in.string());
      case "binary" -> of(in.bytes());
      default -> Long.toString(in.number());
    };
  }

  public static String of(Object key) {
    if (key instanceof byte[] bytes) {
      return Excerpt.hex(bytes);
    }
    return key instanceof CharSequence ? "\"" + Excerpt.of(key) + "\"" : Excerpt.of(key);
  }
}
