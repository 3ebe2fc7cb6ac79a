/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyReader;
import io.indexkv.key.KeyType;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where keys with given values in their first columns begin and end. It works on encoded values: a
 * column's encoding alone, as if it were the whole key. Immutable.
 */
public final class KeyBounds {
  private final StoreKey key;

  public KeyBounds(StoreKey key) {
    this.key = key;
  }

  /** What keys begin with whose next column, number {@code column}, has an encoded value. */
  public byte[] with(byte[] prefix, int column, byte[] value) {
    return isDelimited(column) ? escaped(prefix, value) : joined(prefix, value);
  }

  /**
   * Where, among the keys that begin with {@code prefix}, those begin whose next column is not less
   * than {@code bound}. The bound is any byte string, compared with the column's encodings. Null if
   * no such key can follow.
   */
  public byte[] from(byte[] prefix, int column, byte[] bound) {
    if (isDelimited(column)) {
      return escaped(prefix, bound);
    }
    int width = key.columns().get(column).type().width();
    if (width > 0 && bound.length > width) {
      // behind the value of its first bytes
      return next(joined(prefix, Arrays.copyOf(bound, width)));
    }
    return joined(prefix, bound);
  }

  /** Where the keys end that begin with {@code prefix}; null if no key can follow. */
  public static byte[] next(byte[] prefix) {
    return io.indexkv.key.KeyBounds.next(prefix);
  }

  /**
   * The bound as a key of this key's width, if it has one: the same keys are not less than it. Null
   * if all keys are less.
   */
  public byte[] fitted(byte[] bound) {
    int width = key.type().width();
    if (width == 0 || bound.length == width) {
      return bound;
    }
    byte[] cut = Arrays.copyOf(bound, width);
    return bound.length > width ? next(cut) : cut;
  }

  /** The value of the first column of an encoded key, in Spark's internal form. */
  public Object first(byte[] bytes) {
    KeyReader reader = new KeyReader(key.type()).reset(bytes, 0, bytes.length);
    KeyType type = key.columns().get(0).type();
    if (type.equals(KeyType.STRING)) {
      return UTF8String.fromBytes(reader.bytes());
    }
    if (type.equals(KeyType.BINARY)) {
      return reader.bytes();
    }
    if (type.precision() > 0) {
      return Decimal.apply(
          new BigDecimal(reader.decimal(), type.scale()), type.precision(), type.scale());
    }
    long number = reader.number();
    if (type.equals(KeyType.BOOLEAN)) {
      return number == 1;
    }
    return switch (type.width()) {
      case 1 -> (Object) (byte) number;
      case 2 -> (short) number;
      case 4 -> (int) number;
      default -> number;
    };
  }

  // the last column of a key has no end mark; see docs/key-encoding.md
  private boolean isDelimited(int column) {
    return column < key.columns().size() - 1 && key.columns().get(column).type().width() == 0;
  }

  private static byte[] joined(byte[] prefix, byte[] bytes) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, joined, prefix.length, bytes.length);
    return joined;
  }

  private static byte[] escaped(byte[] prefix, byte[] bytes) {
    byte[] out = Arrays.copyOf(prefix, prefix.length + 2 * bytes.length + 2);
    int length = prefix.length;
    for (byte b : bytes) {
      out[length++] = b;
      if (b == 0) {
        out[length++] = (byte) 0xFF;
      }
    }
    out[length++] = 0;
    out[length++] = 1;
    return Arrays.copyOf(out, length);
  }
}
