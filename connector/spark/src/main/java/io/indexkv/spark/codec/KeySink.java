/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Receives the values of a key's columns in key order; none is null. */
public interface KeySink {
  /**
   * Receives an integer, a date, a timestamp, a boolean as 0 or 1, or the unscaled value of a
   * decimal of at most 18 digits.
   */
  void put(long number);

  void put(UTF8String text);

  void put(byte[] bytes);

  /** Receives a decimal of any precision. */
  void put(Decimal decimal);

  /** Receives a boolean; generated code calls this. */
  default void put(boolean value) {
    put(value ? 1L : 0L);
  }
}
