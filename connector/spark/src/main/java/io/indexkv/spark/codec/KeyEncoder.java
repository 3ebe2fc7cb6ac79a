/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.KeyType;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns Spark's values into a store's key bytes. Reuses its buffer; not thread-safe. */
public final class KeyEncoder {
  private final KeyType type;
  private byte[] bytes = new byte[Long.BYTES];
  private int length;

  public KeyEncoder(KeyType type) {
    this.type = type;
  }

  /** Encodes the field of a row, which is not null. */
  public void encode(InternalRow row, int ordinal) {
    if (type == KeyType.STRING) {
      encode(row.getUTF8String(ordinal));
    } else {
      switch (type.width()) {
        case 1 -> encode(row.getByte(ordinal));
        case 2 -> encode(row.getShort(ordinal));
        case 4 -> encode(row.getInt(ordinal));
        default -> encode(row.getLong(ordinal));
      }
    }
  }

  /** Encodes a value in Spark's internal form: a boxed integer of the key's type or UTF8String. */
  public byte[] encode(Object value) {
    if (type == KeyType.STRING) {
      encode((UTF8String) value);
    } else {
      encode(((Number) value).longValue());
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The encoded key, from 0 to {@link #length()}; valid until the next call. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  private void encode(long value) {
    long word = type.word(value);
    length = type.width();
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (word >>> (8 * i));
    }
  }

  private void encode(UTF8String value) {
    length = value.numBytes();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    Platform.copyMemory(
        value.getBaseObject(), value.getBaseOffset(), bytes, Platform.BYTE_ARRAY_OFFSET, length);
  }
}
