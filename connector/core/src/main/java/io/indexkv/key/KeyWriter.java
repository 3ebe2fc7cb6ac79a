/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.Internal;
import io.indexkv.key.KeyType.Form;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Encodes keys of one type, column by column. Call {@link #reset()}, then one method for each
 * column in key order. Not thread-safe.
 *
 * <p>All keys share one buffer. Once it is as long as the longest key, no key allocates memory,
 * except decimals of more than 18 digits.
 *
 * <p>After an exception the key is incomplete; {@link #reset()} starts the next one.
 */
public final class KeyWriter {
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final KeyType type;
  private final KeyColumns columns;
  private byte[] bytes;
  private int length;

  /** Number of bytes up to the end of each column that was added. */
  private final int[] ends;

  /** Makes a writer of keys of this type. */
  public KeyWriter(KeyType type) {
    Objects.requireNonNull(type, "type");
    this.type = type;
    this.columns = new KeyColumns(type);
    ends = new int[type.columns().size()];
    // 8 spare bytes: a number is written, and a word is read, as 8 bytes
    this.bytes = new byte[type.width() > 0 ? type.width() + 8 : 64];
  }

  public KeyType type() {
    return type;
  }

  /** Drops the current key and begins the next one. */
  public KeyWriter reset() {
    columns.reset();
    length = 0;
    return this;
  }

  /**
   * Adds a column that is a number: boolean (0 or 1), integer, date, timestamp, or the unscaled
   * value of a decimal.
   *
   * @throws IllegalArgumentException if {@code value} is outside the range of the column's type
   */
  public void number(long value) {
    if (columns.isNext(Form.WIDE_DECIMAL)) {
      // a decimal of 19 or more digits holds every long
      columns.take(Form.WIDE_DECIMAL);
      wide(value >> 63, value);
      return;
    }
    KeyType next = columns.take(Form.NUMBER);
    next.requireHeld(value);
    room(8);
    LITTLE.set(bytes, length, next.word(value));
    added(next.width());
  }

  /**
   * Adds the unscaled value of a decimal of any precision.
   *
   * @throws IllegalArgumentException if it has more digits than the column's type
   */
  public void decimal(BigInteger unscaled) {
    Objects.requireNonNull(unscaled, "unscaled");
    if (columns.isNext(Form.NUMBER)) {
      if (unscaled.bitLength() > 63) {
        throw new IllegalArgumentException(
            unscaled + " is no unscaled number of a " + type + " key: it is longer than 64 bits");
      }
      number(unscaled.longValue());
      return;
    }
    KeyType next = columns.take(Form.WIDE_DECIMAL);
    if (!Decimals.fits(unscaled, next.precision())) {
      throw new IllegalArgumentException(
          unscaled + " is no unscaled " + next + " key: it has too many digits");
    }
    wide(unscaled.shiftRight(64).longValue(), unscaled.longValue());
  }

  /**
   * Adds a decimal of more than 18 digits, given as the high and the low half of its unscaled
   * value.
   */
  private void wide(long high, long low) {
    room(16);
    BIG.set(bytes, length, high ^ Long.MIN_VALUE);
    BIG.set(bytes, length + 8, low);
    added(16);
  }

  /** Adds a UUID. */
  public void uuid(UUID value) {
    Objects.requireNonNull(value, "value");
    columns.take(Form.UUID);
    room(16);
    BIG.set(bytes, length, value.getMostSignificantBits());
    BIG.set(bytes, length + 8, value.getLeastSignificantBits());
    added(16);
  }

  /**
   * Adds a string.
   *
   * @throws IllegalArgumentException if it has an unpaired surrogate, or makes the key longer than
   *     {@link KeyType#MAX_BYTES}
   */
  public void string(String value) {
    Objects.requireNonNull(value, "value");
    columns.take(Form.STRING);
    requireLength(value.length());
    room(3 * value.length());
    int from = length;
    added(Utf8.put(value, bytes, from) - from);
    delimit(from);
  }

  /**
   * Adds binary, or a string that is UTF-8 already: {@code count} bytes from {@code offset} on.
   *
   * @throws IllegalArgumentException if it makes the key longer than {@link KeyType#MAX_BYTES}
   */
  public void bytes(byte[] value, int offset, int count) {
    Objects.requireNonNull(value, "value");
    columns.take(columns.isNext(Form.STRING) ? Form.STRING : Form.BINARY);
    requireLength(count);
    room(count);
    System.arraycopy(value, offset, bytes, length, count);
    int from = length;
    added(count);
    delimit(from);
  }

  /**
   * The buffer. Its first {@link #length()} bytes are the key, until the next call of this writer.
   */
  public byte[] buffer() {
    return bytes;
  }

  /** Length of the key in bytes. */
  public int length() {
    columns.requireComplete();
    return length;
  }

  /** Length in bytes of the columns that were added so far. */
  @Internal
  public int written() {
    return length;
  }

  /**
   * Length in bytes of the first {@code count} columns.
   *
   * @throws IllegalArgumentException if fewer columns were added
   */
  @Internal
  public int written(int count) {
    if (count > columns.taken()) {
      throw new IllegalArgumentException(
          count + " columns of a " + type + " key of which " + columns.taken() + " were added");
    }
    return count == 0 ? 0 : ends[count - 1];
  }

  /** A copy of the key. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length());
  }

  /** The key as a word. Call it only if the type's {@link KeyType#wordWidth()} is more than 0. */
  public long word() {
    columns.requireComplete();
    if (type.wordWidth() == 0) {
      throw new IllegalStateException("a " + type + " key is not a word");
    }
    return (long) LITTLE.get(bytes, 0) & -1L >>> (64 - 8 * length);
  }

  /**
   * Escapes the bytes of the column, which begins at {@code from}, and adds the end mark. Does
   * nothing for the last column.
   */
  private void delimit(int from) {
    if (columns.isComplete()) {
      return;
    }
    int zeros = 0;
    for (int i = from; i < length; i++) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    room(zeros + 2);
    // goes backwards, so that it moves each byte before it overwrites it
    for (int i = length - 1, to = i + zeros; to > i; i--) {
      if (bytes[i] == 0) {
        bytes[to--] = (byte) 0xFF;
      }
      bytes[to--] = bytes[i];
    }
    bytes[length + zeros] = 0;
    bytes[length + zeros + 1] = 1;
    added(zeros + 2);
  }

  private void added(int count) {
    requireLength(count);
    length += count;
    ends[columns.taken() - 1] = length;
  }

  private void requireLength(int more) {
    if (more > KeyType.MAX_BYTES - length) {
      throw new IllegalArgumentException(
          "a "
              + type
              + " key of at least "
              + ((long) length + more)
              + " bytes: a key has at most "
              + KeyType.MAX_BYTES
              + ", use a hash of it instead");
    }
  }

  private void room(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
