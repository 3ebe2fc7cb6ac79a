/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Takes the values of a key's columns in key order; none is null. */
public interface KeySink {
  /**
   * An integer, a date, a timestamp, a boolean as 0 or 1, or the unscaled value of a decimal of at
   * most 18 digits.
   */
  void put(long number);

  void put(UTF8String text);

  void put(byte[] bytes);

  /** A decimal of any precision. */
  void put(Decimal decimal);

  /** For generated code, which has booleans. */
  default void put(boolean value) {
    put(value ? 1L : 0L);
  }
}
