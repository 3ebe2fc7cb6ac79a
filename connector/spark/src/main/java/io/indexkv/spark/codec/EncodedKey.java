/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Encodes a key column by column: call {@link #reset()}, then one {@code put} for each column.
 * Throws IllegalArgumentException for a value outside of the column's type, or if the key becomes
 * too long. Reuses its buffers; not thread-safe.
 */
public final class EncodedKey implements KeySink {
  private final KeyWriter out;
  private byte[] scratch = {};

  public EncodedKey(KeyType type) {
    out = new KeyWriter(type);
  }

  /** Forgets the key and begins the next one. */
  public void reset() {
    out.reset();
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

  /** The encoded key, from 0 to {@link #length()}; valid until the next call. */
  public byte[] bytes() {
    return out.buffer();
  }

  public int length() {
    return out.length();
  }

  /** The key as a word, for key types whose keys are words. */
  public long word() {
    return out.word();
  }
}
