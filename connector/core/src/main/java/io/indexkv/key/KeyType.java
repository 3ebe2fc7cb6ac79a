/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import io.indexkv.error.Required;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a key: its encoding as bytes whose unsigned order is the order of the values. The
 * bytes are those of docs/key-encoding.md; {@link KeyWriter} and {@link KeyReader} produce and read
 * them. The lookup path handles a key of 1, 2, 4 or 8 bytes as one <em>word</em>: its encoded bytes
 * read as a little-endian long, zero-extended.
 *
 * <p>Two key types are equal if their labels are; the constants are the only instances of theirs.
 */
public final class KeyType implements Serializable {
  /** Bytes of the longest key. */
  public static final int MAX_BYTES = 65_535;

  /** Bytes of the longest key whose length a store file need not repeat for each entry. */
  public static final int MAX_WIDTH = 255;

  /** Columns of the widest composite key. */
  public static final int MAX_COLUMNS = 16;

  public static final KeyType BOOLEAN = number("boolean", 1, false, 0, 1);
  public static final KeyType INT8 = signed("int8", 1);
  public static final KeyType INT16 = signed("int16", 2);
  public static final KeyType INT32 = signed("int32", 4);
  public static final KeyType INT64 = signed("int64", 8);
  public static final KeyType UINT8 = unsigned("uint8", 1);
  public static final KeyType UINT16 = unsigned("uint16", 2);
  public static final KeyType UINT32 = unsigned("uint32", 4);

  /** Numbers of 2^63 and above are negative as a Java long. */
  public static final KeyType UINT64 = number("uint64", 8, false, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Days since 1970-01-01. */
  public static final KeyType DATE = signed("date", 4);

  /** Microseconds since 1970-01-01T00:00:00Z. */
  public static final KeyType TIMESTAMP = signed("timestamp", 8);

  /** Microseconds since 1970-01-01T00:00:00 in no zone. */
  public static final KeyType TIMESTAMP_NTZ = signed("timestamp_ntz", 8);

  public static final KeyType UUID = other("uuid", Form.UUID, 16);

  /** UTF-8 bytes. */
  public static final KeyType STRING = other("string", Form.STRING, 0);

  public static final KeyType BINARY = other("binary", Form.BINARY, 0);

  /** How a value is handed over and encoded. */
  enum Form {
    NUMBER,
    WIDE_DECIMAL,
    UUID,
    STRING,
    BINARY,
    COMPOSITE
  }

  private final String label;
  private final Form form;
  private final int width;
  private final boolean signed;
  private final long least;
  private final long most;
  private final int precision;
  private final int scale;
  private final List<KeyType> columns;
  private final transient KeyType[] columnArray;

  private KeyType(
      String label,
      Form form,
      int width,
      boolean signed,
      long least,
      long most,
      int precision,
      int scale,
      List<KeyType> columns) {
    this.label = label;
    this.form = form;
    this.width = width;
    this.signed = signed;
    this.least = least;
    this.most = most;
    this.precision = precision;
    this.scale = scale;
    this.columns = columns;
    columnArray = columns.isEmpty() ? new KeyType[] {this} : columns.toArray(KeyType[]::new);
  }

  private static KeyType number(String label, int width, boolean signed, long least, long most) {
    return new KeyType(label, Form.NUMBER, width, signed, least, most, 0, 0, List.of());
  }

  private static KeyType other(String label, Form form, int width) {
    return new KeyType(label, form, width, false, 0, 0, 0, 0, List.of());
  }

  private static KeyType signed(String label, int width) {
    long most = -1L >>> (65 - 8 * width);
    return number(label, width, true, ~most, most);
  }

  private static KeyType unsigned(String label, int width) {
    return number(label, width, false, 0, -1L >>> (64 - 8 * width));
  }

  /**
   * Decimals of at most PRECISION digits, SCALE of them after the point. The number of such a key
   * is the unscaled value.
   *
   * @throws IllegalArgumentException unless 1 &lt;= precision &lt;= 38 and 0 &lt;= scale &lt;=
   *     precision
   */
  public static KeyType decimal(int precision, int scale) {
    String label = "decimal(" + precision + "," + scale + ")";
    if (precision < 1 || precision > Decimals.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          label + " cannot be a key: expected a precision of 1 to 38 and a scale of 0 to it");
    }
    if (precision > Decimals.MAX_LONG_PRECISION) {
      return new KeyType(label, Form.WIDE_DECIMAL, 16, true, 0, 0, precision, scale, List.of());
    }
    long most = Decimals.bound(precision).longValueExact() - 1;
    return new KeyType(label, Form.NUMBER, 8, true, -most, most, precision, scale, List.of());
  }

  /**
   * A key of these columns; of one column, that column's type.
   *
   * @throws IllegalArgumentException if there are none, more than 16, or a composite among them
   */
  public static KeyType composite(List<KeyType> columns) {
    Required.elements(columns, "columns");
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "a key of " + columns.size() + " columns: expected 1 to " + MAX_COLUMNS);
    }
    for (KeyType column : columns) {
      if (column.form == Form.COMPOSITE) {
        throw new IllegalArgumentException(
            column + " cannot be a column of a composite key: list its columns instead");
      }
    }
    if (columns.size() == 1) {
      return columns.get(0);
    }
    String label =
        columns.stream().map(KeyType::label).collect(Collectors.joining(",", "composite(", ")"));
    boolean fixed = columns.stream().allMatch(c -> c.width > 0);
    int sum = columns.stream().mapToInt(KeyType::width).sum();
    int width = fixed && sum <= MAX_WIDTH ? sum : 0;
    return new KeyType(label, Form.COMPOSITE, width, false, 0, 0, 0, 0, List.copyOf(columns));
  }

  /** Same as {@link #composite(List)}. */
  public static KeyType composite(KeyType... columns) {
    Required.elements(columns, "columns");
    return composite(List.of(columns));
  }

  /**
   * The key type with this label.
   *
   * @throws IllegalArgumentException if there is none; it says what to do if the label names a type
   *     that cannot be a key
   */
  public static KeyType of(String label) {
    Objects.requireNonNull(label, "label");
    return KeyLabels.parse(label);
  }

  /** The name used in manifests, file properties and messages. */
  public String label() {
    return label;
  }

  /** Bytes of every encoded key, or 0 if they vary or are more than {@link #MAX_WIDTH}. */
  public int width() {
    return width;
  }

  /** Bytes of a key that is a word (1, 2, 4 or 8), or 0 if keys of this type are not words. */
  public int wordWidth() {
    return width <= 8 && Integer.bitCount(width) == 1 ? width : 0;
  }

  /** The encoded key of a word, only where {@link #wordWidth()} is more than 0. */
  @Internal
  public byte[] bytes(long word) {
    byte[] key = new byte[width];
    for (int i = 0; i < width; i++) {
      key[i] = (byte) (word >>> 8 * i);
    }
    return key;
  }

  /** The types of the key's columns in key order; of a key with one column, itself. */
  public List<KeyType> columns() {
    return form == Form.COMPOSITE ? columns : List.of(this);
  }

  /** True if a key is one number of at most 8 bytes, so that {@link #word(long)} encodes it. */
  public boolean isNumber() {
    return form == Form.NUMBER;
  }

  /**
   * The word of a number: flipped if the type is signed, bytes reversed, zero-extended. The value
   * is not checked: see {@link #holds(long)}.
   */
  public long word(long value) {
    requireNumber();
    return Long.reverseBytes((value << shift()) ^ flip());
  }

  /** The number of a key's word, the inverse of {@link #word(long)}. */
  public long value(long word) {
    requireNumber();
    long bits = Long.reverseBytes(word);
    return signed ? (bits ^ Long.MIN_VALUE) >> shift() : bits >>> shift();
  }

  /** True if VALUE is one of this type's numbers; otherwise no key equals it. */
  public boolean holds(long value) {
    return form == Form.NUMBER && least <= value && value <= most;
  }

  /** Digits of a decimal, 0 for other types. */
  public int precision() {
    return precision;
  }

  /** Digits of a decimal after the point, 0 for other types. */
  public int scale() {
    return scale;
  }

  @Internal
  public void requireHeld(long value) {
    if (!holds(value)) {
      throw new IllegalArgumentException(value + " is no " + this + " key: expected " + range());
    }
  }

  /** The same as {@link #columns()}, not to be written to. */
  KeyType[] columnArray() {
    return columnArray;
  }

  Form form() {
    return form;
  }

  String range() {
    return this == UINT64 ? "0 to 2^64 - 1" : least + " to " + most;
  }

  private int shift() {
    return 64 - 8 * width;
  }

  private long flip() {
    return signed ? Long.MIN_VALUE : 0;
  }

  private void requireNumber() {
    if (form != Form.NUMBER) {
      throw new IllegalStateException("a " + label + " key is not a number of at most 8 bytes");
    }
  }

  private Object readResolve() {
    return of(label);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyType that && label.equals(that.label);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return label;
  }
}
