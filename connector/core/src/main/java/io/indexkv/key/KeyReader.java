/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.key.KeyType.Form;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Decodes keys of one type, column by column. Call {@link #reset}, then one method for each column
 * in key order, then {@link #end()}. Not thread-safe.
 *
 * <p>All methods throw an {@link IllegalArgumentException} for bytes that {@link KeyWriter} cannot
 * have written: they are not a key of this type.
 */
public final class KeyReader {
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final KeyType type;
  private final KeyColumns columns;
  private byte[] bytes = {};
  private int start;
  private int position;
  private int limit;

  /** Makes a reader of keys of this type. */
  public KeyReader(KeyType type) {
    Objects.requireNonNull(type, "type");
    this.type = type;
    this.columns = new KeyColumns(type);
  }

  public KeyType type() {
    return type;
  }

  /**
   * Begins to read the key in these bytes. The caller must not change them until the key is read.
   */
  public KeyReader reset(byte[] key, int offset, int length) {
    Objects.requireNonNull(key, "key");
    if (type.width() > 0 && type.width() != length) {
      throw new IllegalArgumentException(
          "not a key of type " + type + ": expected " + type.width() + " bytes, found " + length);
    }
    columns.reset();
    bytes = key;
    start = offset;
    position = offset;
    limit = offset + length;
    return this;
  }

  /** Reads the next column, which is a number. {@link KeyWriter#number} lists the types. */
  public long number() {
    KeyType next = columns.take(Form.NUMBER);
    int width = next.width();
    require(width);
    long word = 0;
    for (int i = 0; i < width; i++) {
      word |= (bytes[position + i] & 0xFFL) << (8 * i);
    }
    long value = next.value(word);
    if (!next.holds(value)) {
      throw refused("expected a number of " + next.range() + ", found " + value);
    }
    position += width;
    return value;
  }

  /** Reads the next column, a decimal of any precision, and returns its unscaled value. */
  public BigInteger decimal() {
    if (columns.isNext(Form.NUMBER)) {
      return BigInteger.valueOf(number());
    }
    KeyType next = columns.take(Form.WIDE_DECIMAL);
    require(16);
    byte[] unscaled = Arrays.copyOfRange(bytes, position, position + 16);
    unscaled[0] ^= (byte) 0x80;
    BigInteger value = new BigInteger(unscaled);
    if (!Decimals.fits(value, next.precision())) {
      throw refused("expected at most " + next.precision() + " digits, found " + value);
    }
    position += 16;
    return value;
  }

  /** Reads the next column, a UUID. */
  public UUID uuid() {
    columns.take(Form.UUID);
    require(16);
    long high = (long) BIG.get(bytes, position);
    long low = (long) BIG.get(bytes, position + 8);
    position += 16;
    return new UUID(high, low);
  }

  /**
   * Reads the next column, a string.
   *
   * @throws IllegalArgumentException if its bytes are not UTF-8
   */
  public String string() {
    columns.take(Form.STRING);
    int at = position;
    byte[] text = next();
    try {
      return Utf8.decode(text, 0, text.length);
    } catch (IllegalArgumentException e) {
      position = at;
      throw refused(e.getMessage());
    }
  }

  /** Reads the next column, which is binary or a string. Does not check that a string is UTF-8. */
  public byte[] bytes() {
    columns.take(columns.isNext(Form.STRING) ? Form.STRING : Form.BINARY);
    return next();
  }

  /**
   * Checks that all columns were read and no byte is left.
   *
   * @throws IllegalArgumentException if a byte is left
   */
  public void end() {
    columns.requireComplete();
    if (position < limit) {
      throw refused("expected the end, found " + (limit - position) + " more bytes");
    }
  }

  /** The encoded bytes of the column that was begun. The last column takes the rest of the key. */
  private byte[] next() {
    if (!columns.isComplete()) {
      return delimited();
    }
    int at = position;
    position = limit;
    return Arrays.copyOfRange(bytes, at, limit);
  }

  /** The bytes up to the end mark of the column, with their escapes removed. */
  private byte[] delimited() {
    byte[] plain = new byte[limit - position];
    int count = 0;
    for (; position < limit; position++) {
      byte b = bytes[position];
      if (b == 0) {
        int next = position + 1 < limit ? bytes[position + 1] & 0xFF : -1;
        if (next == 0x01) {
          position += 2;
          return Arrays.copyOf(plain, count);
        }
        if (next != 0xFF) {
          throw refused("expected ff or 01 after 00, found " + (next < 0 ? "the end" : next));
        }
        position++;
      }
      plain[count++] = b;
    }
    throw refused(
        "expected 00 01 at the end of column " + columns.taken() + ", found the end of the key");
  }

  private void require(int count) {
    if (count > limit - position) {
      throw refused("expected " + count + " bytes, found " + (limit - position));
    }
  }

  private IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException(
        "not a key of type " + type + ": at byte " + (position - start) + ": " + reason);
  }
}
