/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyReader;
import io.indexkv.key.KeyType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Shows encoded keys to people. */
public final class KeyBytesText {
  /** Maximum number of characters shown of a string; of binary, half as many bytes. */
  private static final int LIMIT = 120;

  private KeyBytesText() {}

  /**
   * The key as a SQL literal: strings are quoted, with control characters escaped. A key of several
   * columns is shown in parentheses.
   */
  public static String of(KeyType type, byte[] bytes, int length) {
    KeyReader key = new KeyReader(type).reset(bytes, 0, length);
    List<String> values = new ArrayList<>();
    for (KeyType column : type.columns()) {
      values.add(value(column, key));
    }
    return values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
  }

  private static String value(KeyType type, KeyReader key) {
    if (type.equals(KeyType.STRING)) {
      return quoted(new String(key.bytes(), StandardCharsets.UTF_8));
    }
    if (type.equals(KeyType.BINARY)) {
      return hex(key.bytes());
    }
    if (type.precision() > 0) {
      return new BigDecimal(key.decimal(), type.scale()).toPlainString();
    }
    long number = key.number();
    if (type.equals(KeyType.BOOLEAN)) {
      return Boolean.toString(number == 1);
    }
    if (type.equals(KeyType.DATE)) {
      return LocalDate.ofEpochDay(number).toString();
    }
    if (type.equals(KeyType.TIMESTAMP)) {
      return instant(number).toString();
    }
    return type.equals(KeyType.TIMESTAMP_NTZ)
        ? LocalDateTime.ofInstant(instant(number), ZoneOffset.UTC).toString()
        : Long.toString(number);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String hex(byte[] key) {
    HexFormat hex = HexFormat.of();
    return key.length <= LIMIT / 2
        ? "X'" + hex.formatHex(key) + "'"
        : "X'%s'… (%d bytes)".formatted(hex.formatHex(key, 0, LIMIT / 2), key.length);
  }

  private static String quoted(String key) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < key.length() && i < LIMIT; i++) {
      char c = key.charAt(i);
      if (Character.isISOControl(c)) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('\'');
    if (key.length() > LIMIT) {
      text.append("… (").append(key.length()).append(" characters)");
    }
    return text.toString();
  }
}
