/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.rows.StoredTypes;
import io.indexkv.store.manifest.SchemaType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/**
 * How the values of a primitive column of Parquet become slots and pieces of rows.
 *
 * @param factor what whole numbers are multiplied by, such as 1000 for milliseconds
 * @param min minimum number; a smaller one was written with a calendar that is not ours
 * @param bound the smallest number with too many digits for a decimal; null for other types
 * @param charLength length to which strings are filled up with spaces; 0 if they are not
 * @param maxLength maximum number of characters; 0 for no limit
 */
record Leaf(
    SchemaType.Atomic type,
    Form form,
    long factor,
    long min,
    BigInteger bound,
    int charLength,
    int maxLength) {
  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int INT96_BYTES = 12;

  /** How a file has the values. */
  enum Form {
    BOOLEAN,
    INT,
    UNSIGNED_INT,
    LONG,
    UNSIGNED_LONG,
    FLOAT,
    DOUBLE,
    INT96,
    /** Bytes, or a string. */
    BYTES,
    /** A decimal of up to 18 digits in bytes. */
    DECIMAL,
    /** A decimal of more digits in bytes. */
    WIDE_DECIMAL
  }

  static Leaf of(String type, Form form) {
    return of(new SchemaType.Atomic(type), form);
  }

  static Leaf of(SchemaType.Atomic type, Form form) {
    int precision = StoredTypes.precision(type);
    BigInteger bound = precision == 0 ? null : BigInteger.TEN.pow(precision);
    return new Leaf(type, form, 1, Long.MIN_VALUE, bound, 0, 0);
  }

  Leaf times(long by) {
    return new Leaf(type, form, by, min, bound, charLength, maxLength);
  }

  Leaf atLeast(long number) {
    return new Leaf(type, form, factor, number, bound, charLength, maxLength);
  }

  Leaf withLengths(int charLength, int maxLength) {
    return new Leaf(type, form, factor, min, bound, charLength, maxLength);
  }

  /** The bits of a slot that the type uses. */
  long mask() {
    return StoredTypes.mask(type);
  }

  /** Whether rows have the values behind their slots. */
  boolean isPiece() {
    return switch (form) {
      case UNSIGNED_LONG, WIDE_DECIMAL, BYTES -> true;
      default -> false;
    };
  }

  /** The next value, which fits into a slot. */
  long readSlot(ValuesReader reader) {
    return switch (form) {
      case BOOLEAN -> reader.readBoolean() ? 1 : 0;
      case INT, UNSIGNED_INT -> slot(reader.readInteger());
      case LONG -> slot(reader.readLong());
      case FLOAT -> slot(reader.readFloat());
      case DOUBLE -> Double.doubleToRawLongBits(reader.readDouble());
      case INT96, DECIMAL -> slot(reader.readBytes());
      default -> throw new IllegalStateException(form + " does not fit into a slot");
    };
  }

  /** The next value, if it {@link #isPiece()}. */
  byte[] readPiece(ValuesReader reader) {
    return switch (form) {
      case UNSIGNED_LONG -> unsigned(reader.readLong());
      case WIDE_DECIMAL -> wide(reader.readBytes());
      case BYTES -> bytes(reader.readBytes());
      default -> throw new IllegalStateException(form + " fits into a slot");
    };
  }

  /** The bytes of a value, filled up if it is a CHAR. */
  byte[] bytes(Binary value) {
    byte[] bytes = value.getBytes();
    if (maxLength == 0) {
      return bytes;
    }
    String text = new String(bytes, UTF_8);
    int length = text.codePointCount(0, text.length());
    if (length > maxLength) {
      throw new IllegalArgumentException(
          "a text of %d characters: expected at most %d".formatted(length, maxLength));
    }
    byte[] filled = Arrays.copyOf(bytes, bytes.length + Math.max(0, charLength - length));
    Arrays.fill(filled, bytes.length, filled.length, (byte) ' ');
    return filled;
  }

  long slot(int value) {
    long number = form == Form.UNSIGNED_INT ? Integer.toUnsignedLong(value) : value;
    return checked(number) & StoredTypes.mask(type);
  }

  long slot(long value) {
    try {
      return Math.multiplyExact(checked(value), factor);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the time " + value + " is too far away for " + type, e);
    }
  }

  static long slot(float value) {
    return Integer.toUnsignedLong(Float.floatToRawIntBits(value));
  }

  /** The number of a timestamp of 12 bytes, or of a short decimal. */
  long slot(Binary value) {
    if (form == Form.DECIMAL) {
      return unscaled(value).longValueExact();
    }
    ByteBuffer bytes = value.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() != INT96_BYTES) {
      throw new IllegalArgumentException(
          "a timestamp of %d bytes: expected 12".formatted(bytes.remaining()));
    }
    long nanos = bytes.getLong();
    long days = bytes.getInt() - (long) JULIAN_DAY_OF_EPOCH;
    return checked(Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), nanos / 1000));
  }

  private long checked(long number) {
    if (number < min) {
      throw new IllegalArgumentException(
          "an old date in the calendar of Spark 2, which import does not convert; write the file"
              + " anew with Spark 3 or newer");
    }
    return number;
  }

  static byte[] unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value)).toByteArray();
  }

  /** The unscaled number of a decimal in as few bytes as it takes. */
  byte[] wide(Binary value) {
    return unscaled(value).toByteArray();
  }

  private BigInteger unscaled(Binary value) {
    if (value.length() > 0) {
      BigInteger number = new BigInteger(value.getBytes());
      if (number.abs().compareTo(bound) < 0) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "a decimal with more than " + StoredTypes.precision(type) + " digits");
  }
}
