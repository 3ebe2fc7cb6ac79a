/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Encodes the keys of a store's rows. Reuses its buffers; not thread-safe. */
public final class KeyEncoder {
  private final EncodedKey out;
  private final KeyValues[] values;
  private final int[] ordinals;

  public KeyEncoder(StoreKey key) {
    out = new EncodedKey(key.type());
    values =
        key.columns().stream()
            .map(column -> KeyValues.of(column.dataType()))
            .toArray(KeyValues[]::new);
    ordinals = key.columns().stream().mapToInt(KeyColumn::ordinal).toArray();
  }

  /**
   * Encodes the key of a row of the store; no key column may be null.
   *
   * @throws IllegalArgumentException if the key is too long
   */
  public void encode(InternalRow row) {
    out.reset();
    for (int i = 0; i < ordinals.length; i++) {
      values[i].put(row, ordinals[i], out);
    }
  }

  /**
   * Encodes a key from a value for each key column, in key order and in Spark's internal form.
   * Empty if the key would be too long, because then no store holds it.
   */
  public Optional<byte[]> encode(List<?> columns) {
    out.reset();
    try {
      for (int i = 0; i < values.length; i++) {
        values[i].put(columns.get(i), out);
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(out.bytes(), out.length()));
  }

  /** The encoded key, from 0 to {@link #length()}; valid until the next call. */
  public byte[] bytes() {
    return out.bytes();
  }

  public int length() {
    return out.length();
  }
}
