/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.EncodedKey;
import io.indexkv.spark.codec.KeySink;
import io.indexkv.store.read.KeySlices;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A key of the probe side, encoded as in the store: call {@link #reset}, then {@code put} for each
 * column. Each column is compared by value. If a value is outside of its column's type, no store
 * has the key.
 */
public final class ProbedKey implements KeySink {
  private final KeyType[] columns;
  private final EncodedKey key;

  /** How many columns were put. */
  private int column;

  private boolean held = true;

  public ProbedKey(KeyType type) {
    columns = type.columns().toArray(KeyType[]::new);
    key = new EncodedKey(type);
  }

  public void reset() {
    key.reset();
    column = 0;
    held = true;
  }

  @Override
  public void put(long number) {
    KeyType type = columns[column++];
    held = held && (!type.isNumber() || type.holds(number));
    if (held) {
      key.put(number);
    }
  }

  @Override
  public void put(Decimal decimal) {
    KeyType type = columns[column];
    if (Probe.isPlain(decimal, type)) {
      put(decimal.toUnscaledLong());
      return;
    }
    column++;
    BigInteger unscaled = Probe.unscaled(decimal, type);
    held = held && unscaled != null;
    if (held) {
      key.put(Decimal.apply(new BigDecimal(unscaled, type.scale())));
    }
  }

  @Override
  public void put(UTF8String text) {
    column++;
    if (held) {
      try {
        key.put(text);
      } catch (IllegalArgumentException tooLong) {
        held = false;
      }
    }
  }

  @Override
  public void put(byte[] binary) {
    column++;
    if (held) {
      try {
        key.put(binary);
      } catch (IllegalArgumentException tooLong) {
        held = false;
      }
    }
  }

  /** True if a store can have the key. */
  boolean isHeld() {
    return held;
  }

  /** The encoded key; call it only if {@link #isHeld}. */
  EncodedKey encoded() {
    return key;
  }

  /** The number of the slice that has the key; the first slice if no store can have the key. */
  public int slice(KeySlices slices) {
    return held ? slices.of(key.bytes(), key.length()) : 0;
  }
}
