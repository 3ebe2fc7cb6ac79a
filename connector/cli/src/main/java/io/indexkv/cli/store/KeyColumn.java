/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.store;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * A column of a key, whose values users write as text.
 *
 * @param charLength length to which a CHAR column is filled up with spaces; 0 for other types
 */
public record KeyColumn(String name, KeyType type, int charLength) {
  private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** The keys of this column as Java objects. */
  public Keys<?> keys() {
    if (type.precision() > 0) {
      return Keys.decimal(type.precision(), type.scale());
    }
    return switch (type.label()) {
      case "boolean" -> Keys.bool();
      case "int8" -> Keys.int8();
      case "int16" -> Keys.int16();
      case "int32" -> Keys.int32();
      case "int64" -> Keys.int64();
      case "uint8" -> Keys.uint8();
      case "uint16" -> Keys.uint16();
      case "uint32" -> Keys.uint32();
      case "uint64" -> Keys.uint64();
      case "date" -> Keys.date();
      case "timestamp" -> Keys.timestamp();
      case "timestamp_ntz" -> Keys.timestampNtz();
      case "uuid" -> Keys.uuid();
      case "string" -> Keys.string();
      case "binary" -> Keys.bytes();
      default -> throw new IllegalStateException("a key column of type " + type);
    };
  }

  /**
   * Reads a value.
   *
   * @return an object of the class that {@link #keys()} takes
   * @throws UsageException if the text is not a value of this type
   */
  public Object parse(String text) {
    try {
      Object value = value(text);
      requireFit(value);
      return value;
    } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
      throw new UsageException(
          "key column %s: expected %s, found %s"
              .formatted(Text.escaped(name), expected(), shown(text)));
    }
  }

  @SuppressWarnings("unchecked") // value() makes an object of the class that keys() takes
  private void requireFit(Object value) {
    ((Keys<Object>) keys()).encode(value);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "an empty text" : "'" + Text.escaped(text) + "'";
  }

  private Object value(String text) {
    if (type.precision() > 0) {
      return new BigDecimal(text);
    }
    return switch (type.label()) {
      case "boolean" -> bool(text);
      case "int8" -> Byte.valueOf(text);
      case "int16" -> Short.valueOf(text);
      case "int32", "uint8", "uint16" -> Integer.valueOf(text);
      case "int64", "uint32" -> Long.valueOf(text);
      case "uint64" -> Long.parseUnsignedLong(text);
      case "date" -> LocalDate.parse(text);
      case "timestamp" -> Instant.parse(text);
      case "timestamp_ntz" -> LocalDateTime.parse(text.replace(' ', 'T'));
      case "uuid" -> UUID.fromString(text);
      case "string" -> filled(text, charLength);
      case "binary" -> bytes(text);
      default -> throw new IllegalStateException("a key column of type " + type);
    };
  }

  public static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not a boolean");
    };
  }

  public static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
  }

  /** The text with spaces at its end up to {@code length} characters. */
  public static String filled(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.codePointCount(0, text.length())));
  }

  private String expected() {
    if (type.precision() > 0) {
      return "a number of type " + type;
    }
    return switch (type.label()) {
      case "boolean" -> "true or false";
      case "date" -> "a date such as 2026-11-28";
      case "timestamp" -> "a time in UTC such as 2026-11-28T03:00:00Z";
      case "timestamp_ntz" -> "a time such as 2026-11-28T03:00:00";
      case "uuid" -> "a UUID";
      case "string" -> "a text without unpaired surrogates";
      case "binary" -> "bytes as hexadecimal digits such as 0x00ff";
      default -> "an integer of type " + typeName(type.label());
    };
  }

  /** The name that SQL has for a type of numbers; other names stay. */
  public static String typeName(String label) {
    return switch (label) {
      case "int8" -> "tinyint";
      case "int16" -> "smallint";
      case "int32" -> "int";
      case "int64" -> "bigint";
      case "float32" -> "float";
      case "float64" -> "double";
      default -> label;
    };
  }

  /** The smallest value of the type. */
  public Object smallest() {
    if (type.precision() > 0) {
      BigInteger nines = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
      return new BigDecimal(nines.negate(), type.scale());
    }
    return switch (type.label()) {
      case "boolean" -> false;
      case "int8" -> Byte.MIN_VALUE;
      case "int16" -> Short.MIN_VALUE;
      case "int32" -> Integer.MIN_VALUE;
      case "int64" -> Long.MIN_VALUE;
      case "uint8", "uint16" -> 0;
      case "uint32", "uint64" -> 0L;
      case "date" -> LocalDate.ofEpochDay(Integer.MIN_VALUE);
      case "timestamp" -> io.indexkv.key.Epoch.instant(Long.MIN_VALUE);
      case "timestamp_ntz" -> io.indexkv.key.Epoch.local(Long.MIN_VALUE);
      case "uuid" -> new UUID(0, 0);
      case "string" -> "";
      case "binary" -> new byte[0];
      default -> throw new IllegalStateException("a key column of type " + type);
    };
  }

  /** A decoded value as this program shows it: unsigned numbers without a sign. */
  public Object shown(Object value) {
    boolean wide = type == KeyType.UINT64 && (long) value < 0;
    return wide ? BigInteger.valueOf((long) value).and(MAX_UINT64) : value;
  }
}
