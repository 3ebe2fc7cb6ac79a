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
 * Decodes keys of one type, column by column: {@link #reset}, one call for each column in key
 * order, then {@link #end()}. Not thread-safe.
 *
 * <p>Bytes that {@link KeyWriter} does not produce are refused with an {@link
 * IllegalArgumentException}: they are not a key of this type.
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

  public KeyReader(KeyType type) {
    Objects.requireNonNull(type, "type");
    this.type = type;
    this.columns = new KeyColumns(type);
  }

  public KeyType type() {
    return type;
  }

  /** Begins with the key in these bytes, which must not change until it has been read. */
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

  /** The next column, see {@link KeyWriter#number}. */
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

  /** The next column: the unscaled value of a decimal of any precision. */
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

  public UUID uuid() {
    columns.take(Form.UUID);
    require(16);
    long most = (long) BIG.get(bytes, position);
    long least = (long) BIG.get(bytes, position + 8);
    position += 16;
    return new UUID(most, least);
  }

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

  /** The next column: binary, or the UTF-8 of a string, unchecked. */
  public byte[] bytes() {
    columns.take(columns.isNext(Form.STRING) ? Form.STRING : Form.BINARY);
    return next();
  }

  /** Checks that all columns were read and no byte is left. */
  public void end() {
    columns.requireComplete();
    if (position < limit) {
      throw refused("expected the end, found " + (limit - position) + " more bytes");
    }
  }

  /** The bytes of the column that was begun: the rest of the key if it is the last. */
  private byte[] next() {
    if (!columns.isComplete()) {
      return delimited();
    }
    int at = position;
    position = limit;
    return Arrays.copyOfRange(bytes, at, limit);
  }

  /** The bytes up to the end of the column, without escapes. */
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
