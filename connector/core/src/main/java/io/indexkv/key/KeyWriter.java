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
 * Encodes keys of one type, column by column, into a buffer that is used again for the next key:
 * {@link #reset()}, then one call for each column in key order. Allocates nothing per key once the
 * buffer is as long as the longest key (decimals of more than 18 digits apart). Not thread-safe.
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

  public KeyWriter(KeyType type) {
    Objects.requireNonNull(type, "type");
    this.type = type;
    this.columns = new KeyColumns(type);
    // room for a number to be written as 8 bytes, and for a word to be read as 8
    this.bytes = new byte[type.width() > 0 ? type.width() + 8 : 64];
  }

  public KeyType type() {
    return type;
  }

  /** Forgets the key and begins the next one. */
  public KeyWriter reset() {
    columns.reset();
    length = 0;
    return this;
  }

  /**
   * Adds a column that is a number: boolean (0 or 1), integer, date, timestamp, or the unscaled
   * value of a decimal.
   *
   * @throws IllegalArgumentException if the column's type does not hold VALUE
   */
  public void number(long value) {
    if (columns.isNext(Form.WIDE_DECIMAL)) {
      // a decimal of 19 digits holds every long
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

  /** Adds a decimal of more than 18 digits by the high and the low half of its unscaled value. */
  private void wide(long high, long low) {
    room(16);
    BIG.set(bytes, length, high ^ Long.MIN_VALUE);
    BIG.set(bytes, length + 8, low);
    added(16);
  }

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
   * @throws IllegalArgumentException if it has an unpaired surrogate, or makes the key too long
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
   * Adds binary, or a string that is UTF-8 already.
   *
   * @throws IllegalArgumentException if it makes the key too long
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

  /** The buffer: the key is its first {@link #length()} bytes, until the next call. */
  public byte[] buffer() {
    return bytes;
  }

  /** Bytes of the key. */
  public int length() {
    columns.requireComplete();
    return length;
  }

  /** The key as an array of its own. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length());
  }

  /** The key as a word; only of a type whose keys are words, see {@link KeyType#wordWidth()}. */
  public long word() {
    columns.requireComplete();
    if (type.wordWidth() == 0) {
      throw new IllegalStateException("a " + type + " key is not a word");
    }
    return (long) LITTLE.get(bytes, 0) & -1L >>> (64 - 8 * length);
  }

  /** Escapes the bytes from FROM on and ends them, unless the column is the last. */
  private void delimit(int from) {
    if (columns.isComplete()) {
      return;
    }
    int zeros = 0;
    for (int i = from; i < length; i++) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    room(zeros + 2);
    // from the back, so that no byte is overwritten before it has moved
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
