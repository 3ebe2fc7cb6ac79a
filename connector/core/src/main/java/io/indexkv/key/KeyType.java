/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import io.indexkv.error.Required;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The type of a key. It encodes a key as bytes, whose unsigned order is the order of the keys.
 * docs/key-encoding.md defines the bytes. {@link KeyWriter} writes them and {@link KeyReader} reads
 * them.
 *
 * <p>The lookup path handles a key of 1, 2, 4 or 8 bytes as one <em>word</em>: its encoded bytes,
 * read as a little-endian long and zero-extended.
 *
 * <p>Two key types are equal if their labels are. Each constant is the only instance of its type.
 * Immutable and thread-safe.
 */
public final class KeyType implements Serializable {
  /** Maximum length of a key in bytes. */
  public static final int MAX_BYTES = 65_535;

  /**
   * Maximum length in bytes of a key of fixed length. A store file repeats the length of longer
   * keys in each entry.
   */
  public static final int MAX_WIDTH = 255;

  /** Maximum number of columns of a composite key. */
  public static final int MAX_COLUMNS = 16;

  /** Booleans, as the numbers 0 and 1. */
  public static final KeyType BOOLEAN = number("boolean", 1, false, 0, 1);

  /** Signed integers of 8 bits. */
  public static final KeyType INT8 = signed("int8", 1);

  /** Signed integers of 16 bits. */
  public static final KeyType INT16 = signed("int16", 2);

  /** Signed integers of 32 bits. */
  public static final KeyType INT32 = signed("int32", 4);

  /** Signed integers of 64 bits. */
  public static final KeyType INT64 = signed("int64", 8);

  /** Unsigned integers of 8 bits. */
  public static final KeyType UINT8 = unsigned("uint8", 1);

  /** Unsigned integers of 16 bits. */
  public static final KeyType UINT16 = unsigned("uint16", 2);

  /** Unsigned integers of 32 bits. */
  public static final KeyType UINT32 = unsigned("uint32", 4);

  /** Unsigned numbers of 64 bits. Numbers from 2^63 on are negative as a Java long. */
  public static final KeyType UINT64 = number("uint64", 8, false, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Dates, as days since 1970-01-01. */
  public static final KeyType DATE = signed("date", 4);

  /** Instants, as microseconds since 1970-01-01T00:00:00Z. */
  public static final KeyType TIMESTAMP = signed("timestamp", 8);

  /** Local times without a zone, as microseconds since 1970-01-01T00:00:00. */
  public static final KeyType TIMESTAMP_NTZ = signed("timestamp_ntz", 8);

  /** UUIDs, as their 16 bytes. */
  public static final KeyType UUID = other("uuid", Form.UUID, 16);

  /** Strings, as their UTF-8 bytes. */
  public static final KeyType STRING = other("string", Form.STRING, 0);

  /** Byte strings, stored as they are. */
  public static final KeyType BINARY = other("binary", Form.BINARY, 0);

  /** The types without parameters, by their labels. */
  private static final Map<String, KeyType> CONSTANTS = new LinkedHashMap<>();

  static {
    for (KeyType type :
        List.of(
            BOOLEAN,
            INT8,
            INT16,
            INT32,
            INT64,
            UINT8,
            UINT16,
            UINT32,
            UINT64,
            DATE,
            TIMESTAMP,
            TIMESTAMP_NTZ,
            UUID,
            STRING,
            BINARY)) {
      CONSTANTS.put(type.label, type);
    }
  }

  /** How callers pass a value, and how it is encoded. */
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
  private final long min;
  private final long max;
  private final int precision;
  private final int scale;
  private final List<KeyType> columns;
  private final transient KeyType[] columnArray;

  private KeyType(
      String label,
      Form form,
      int width,
      boolean signed,
      long min,
      long max,
      int precision,
      int scale,
      List<KeyType> columns) {
    this.label = label;
    this.form = form;
    this.width = width;
    this.signed = signed;
    this.min = min;
    this.max = max;
    this.precision = precision;
    this.scale = scale;
    this.columns = columns;
    columnArray = columns.isEmpty() ? new KeyType[] {this} : columns.toArray(KeyType[]::new);
  }

  private static KeyType number(String label, int width, boolean signed, long min, long max) {
    return new KeyType(label, Form.NUMBER, width, signed, min, max, 0, 0, List.of());
  }

  private static KeyType other(String label, Form form, int width) {
    return new KeyType(label, form, width, false, 0, 0, 0, 0, List.of());
  }

  private static KeyType signed(String label, int width) {
    long max = -1L >>> (65 - 8 * width);
    return number(label, width, true, ~max, max);
  }

  private static KeyType unsigned(String label, int width) {
    return number(label, width, false, 0, -1L >>> (64 - 8 * width));
  }

  /**
   * Decimals of up to {@code precision} digits, {@code scale} of them after the point. The number
   * of such a key is the unscaled value.
   *
   * @throws IllegalArgumentException unless 1 &lt;= precision &lt;= 38 and 0 &lt;= scale &lt;=
   *     precision
   */
  public static KeyType decimal(int precision, int scale) {
    String label = "decimal(" + precision + "," + scale + ")";
    if (precision < 1 || precision > Decimals.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          label
              + " cannot be a key: expected a precision of 1 to 38 and a scale of 0 to the precision");
    }
    if (precision > Decimals.MAX_LONG_PRECISION) {
      return new KeyType(label, Form.WIDE_DECIMAL, 16, true, 0, 0, precision, scale, List.of());
    }
    long max = Decimals.bound(precision).longValueExact() - 1;
    return new KeyType(label, Form.NUMBER, 8, true, -max, max, precision, scale, List.of());
  }

  /**
   * A key of several columns. For a single column, that column's type.
   *
   * @param columns types of the columns in key order, 1 to 16
   * @throws IllegalArgumentException if there are no columns, more than 16, or a composite among
   *     them
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

  /** A key of several columns, as {@link #composite(List)} makes it. */
  public static KeyType composite(KeyType... columns) {
    Required.elements(columns, "columns");
    return composite(List.of(columns));
  }

  /**
   * The key type with this label.
   *
   * @throws IllegalArgumentException if no key type has the label. If the label names a type that
   *     cannot be a key, the message says what to do.
   */
  public static KeyType of(String label) {
    Objects.requireNonNull(label, "label");
    KeyLabels.requireShort(label);
    KeyType constant = CONSTANTS.get(label);
    if (constant != null) {
      return constant;
    }
    int[] decimal = KeyLabels.decimal(label);
    if (decimal != null) {
      return decimal(decimal[0], decimal[1]);
    }
    List<String> columns = KeyLabels.columns(label);
    if (columns == null) {
      throw KeyLabels.unknown(label, CONSTANTS.keySet());
    }
    // a loop takes less of the stack than a stream, if a forged label is nested deeply
    List<KeyType> types = new ArrayList<>();
    for (String column : columns) {
      types.add(of(column));
    }
    return composite(types);
  }

  /** The name of this type in manifests, file properties and messages. */
  public String label() {
    return label;
  }

  /** Length in bytes of each encoded key. It is 0 if lengths vary or exceed {@link #MAX_WIDTH}. */
  public int width() {
    return width;
  }

  /**
   * Length in bytes (1, 2, 4 or 8) of a key that is a word. It is 0 if keys of this type are not
   * words.
   */
  public int wordWidth() {
    return width <= 8 && Integer.bitCount(width) == 1 ? width : 0;
  }

  /** The encoded key of a word. Call it only if {@link #wordWidth()} is more than 0. */
  @Internal
  public byte[] bytes(long word) {
    byte[] key = new byte[width];
    for (int i = 0; i < width; i++) {
      key[i] = (byte) (word >>> 8 * i);
    }
    return key;
  }

  /** The types of the key's columns in key order. A key of one column returns its own type. */
  public List<KeyType> columns() {
    return form == Form.COMPOSITE ? columns : List.of(this);
  }

  /** Whether a key is one number of up to 8 bytes, which {@link #word(long)} can encode. */
  public boolean isNumber() {
    return form == Form.NUMBER;
  }

  /**
   * The word of a number: signed numbers have their sign bit flipped, the bytes are reversed and
   * zero-extended. Does not check the number: {@link #holds(long)} does.
   */
  public long word(long value) {
    requireNumber();
    return Long.reverseBytes((value << shift()) ^ flip());
  }

  /** The number of a key's word: the inverse of {@link #word(long)}. */
  public long value(long word) {
    requireNumber();
    long bits = Long.reverseBytes(word);
    return signed ? (bits ^ Long.MIN_VALUE) >> shift() : bits >>> shift();
  }

  /** Whether {@code value} is a number of this type. If not, no key equals it. */
  public boolean holds(long value) {
    return form == Form.NUMBER && min <= value && value <= max;
  }

  /** Maximum number of digits of a decimal; 0 for other types. */
  public int precision() {
    return precision;
  }

  /** Number of digits of a decimal after the point; 0 for other types. */
  public int scale() {
    return scale;
  }

  @Internal
  public void requireHeld(long value) {
    if (!holds(value)) {
      throw new IllegalArgumentException(value + " is no " + this + " key: expected " + range());
    }
  }

  /**
   * The types of the key's columns, as {@link #columns()} returns them. The caller must not change
   * the array.
   */
  KeyType[] columnArray() {
    return columnArray;
  }

  Form form() {
    return form;
  }

  String range() {
    return this == UINT64 ? "0 to 2^64 - 1" : min + " to " + max;
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
