/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.KeyWriter;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns Spark's values into a store's key bytes. Reuses its buffers; not thread-safe. */
public final class KeyEncoder implements KeySink {
  private final KeyWriter out;
  private final KeyValues[] values;
  private final int[] ordinals;
  private byte[] scratch = {};

  public KeyEncoder(StoreKey key) {
    out = new KeyWriter(key.type());
    values =
        key.columns().stream()
            .map(column -> KeyValues.of(column.dataType()))
            .toArray(KeyValues[]::new);
    ordinals = key.columns().stream().mapToInt(KeyColumn::ordinal).toArray();
  }

  /**
   * Encodes the key of a row of the store, none of whose key columns is null.
   *
   * @throws IllegalArgumentException if the key is too long
   */
  public void encode(InternalRow row) {
    out.reset();
    for (int i = 0; i < ordinals.length; i++) {
      values[i].put(row, ordinals[i], this);
    }
  }

  /**
   * Encodes a value for each key column, in key order and in Spark's internal form; empty if no key
   * has these values, because it would be too long.
   */
  public Optional<byte[]> encode(List<?> columns) {
    out.reset();
    try {
      for (int i = 0; i < values.length; i++) {
        values[i].put(columns.get(i), this);
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(out.toByteArray());
  }

  /** The encoded key, from 0 to {@link #length()}; valid until the next call. */
  public byte[] bytes() {
    return out.buffer();
  }

  public int length() {
    return out.length();
  }

  @Override
  public void put(long number) {
    out.number(number);
  }

  @Override
  public void put(byte[] bytes) {
    out.bytes(bytes, 0, bytes.length);
  }

  @Override
  public void put(UTF8String text) {
    int length = text.numBytes();
    if (text.getBaseObject() instanceof byte[] bytes) {
      out.bytes(bytes, (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET), length);
      return;
    }
    if (scratch.length < length) {
      scratch = new byte[Math.max(length, 2 * scratch.length)];
    }
    Platform.copyMemory(
        text.getBaseObject(), text.getBaseOffset(), scratch, Platform.BYTE_ARRAY_OFFSET, length);
    out.bytes(scratch, 0, length);
  }

  @Override
  public void put(Decimal decimal) {
    out.decimal(decimal.toJavaBigDecimal().unscaledValue());
  }
}
