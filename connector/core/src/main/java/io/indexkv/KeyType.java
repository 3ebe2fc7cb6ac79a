/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The kinds of key and their encoding as bytes whose unsigned order is the order of the values.
 * Integers are big-endian with the sign bit flipped. The lookup path handles a fixed-width key as
 * one <em>word</em>: its encoded bytes read as a little-endian long, zero-extended.
 */
public enum KeyType {
  INT8("int8", 1),
  INT16("int16", 2),
  INT32("int32", 4),
  INT64("int64", 8),
  /** UTF-8 bytes. */
  STRING("string", 0);

  private final String label;
  private final int width;

  KeyType(String label, int width) {
    this.label = label;
    this.width = width;
  }

  /** The name used in manifests, file properties and messages. */
  public String label() {
    return label;
  }

  /** Bytes of an encoded key, or 0 if it varies. */
  public int width() {
    return width;
  }

  /** The word of an integer key: sign bit flipped, bytes reversed, zero-extended. */
  public long word(long value) {
    return switch (this) {
      case INT8 -> (value ^ 0x80) & 0xFF;
      case INT16 -> Short.toUnsignedLong(Short.reverseBytes((short) (value ^ 0x8000)));
      case INT32 -> Integer.toUnsignedLong(Integer.reverseBytes((int) value ^ Integer.MIN_VALUE));
      case INT64 -> Long.reverseBytes(value ^ Long.MIN_VALUE);
      case STRING -> throw new IllegalStateException("a string key has no word");
    };
  }

  /** The integer of a key's word, the inverse of {@link #word(long)}. */
  public long value(long word) {
    return switch (this) {
      case INT8 -> (byte) (word ^ 0x80);
      case INT16 -> (short) (Short.reverseBytes((short) word) ^ 0x8000);
      case INT32 -> Integer.reverseBytes((int) word) ^ Integer.MIN_VALUE;
      case INT64 -> Long.reverseBytes(word) ^ Long.MIN_VALUE;
      case STRING -> throw new IllegalStateException("a string key has no word");
    };
  }

  /** The key type with this label. */
  public static KeyType of(String label) {
    for (KeyType t : values()) {
      if (t.label.equals(label)) {
        return t;
      }
    }
    throw new IllegalArgumentException(
        "unknown key type '"
            + label
            + "', known are "
            + Arrays.stream(values()).map(KeyType::label).collect(Collectors.joining(", ")));
  }
}
