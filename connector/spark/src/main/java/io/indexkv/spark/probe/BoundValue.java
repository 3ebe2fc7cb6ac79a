/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.EncodedKey;
import io.indexkv.spark.codec.KeySink;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A value of the probe side that bounds a key column: one {@code put}, then the value as the column
 * encodes it. A value outside of the column's type is below or above all values of the column.
 */
final class BoundValue implements KeySink {
  private final KeyType type;
  private final EncodedKey encoder;
  private byte[] bytes;

  /** -1 if the value is below all values of the column, 1 if it is above all of them. */
  private int side;

  BoundValue(KeyType type) {
    this.type = type;
    encoder = new EncodedKey(type);
  }

  @Override
  public void put(long number) {
    side = !type.isNumber() || type.holds(number) ? 0 : Long.signum(number);
    if (side == 0) {
      encoder.reset();
      encoder.put(number);
      encoded();
    }
  }

  @Override
  public void put(Decimal decimal) {
    if (Probe.isPlain(decimal, type)) {
      put(decimal.toUnscaledLong());
      return;
    }
    BigInteger unscaled = Probe.unscaled(decimal, type);
    side = unscaled == null ? decimal.toJavaBigDecimal().signum() : 0;
    if (side == 0) {
      encoder.reset();
      encoder.put(Decimal.apply(new BigDecimal(unscaled, type.scale())));
      encoded();
    }
  }

  // strings and binary are compared as they are, even if they are too long for a key

  @Override
  public void put(UTF8String text) {
    side = 0;
    bytes = text.getBytes();
  }

  @Override
  public void put(byte[] binary) {
    side = 0;
    bytes = binary;
  }

  private void encoded() {
    bytes = Arrays.copyOf(encoder.bytes(), encoder.length());
  }

  boolean isBelowAll() {
    return side < 0;
  }

  boolean isAboveAll() {
    return side > 0;
  }

  /** The encoded value, of a column that is not below or above all. */
  byte[] bytes() {
    return bytes;
  }
}
