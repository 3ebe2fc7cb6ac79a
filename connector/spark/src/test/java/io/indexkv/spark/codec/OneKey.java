/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Keys of one column, for tests. */
public record OneKey(KeyEncoder encoder) {
  public static OneKey of(DataType type) {
    return new OneKey(new KeyEncoder(StoreKey.of(new StructType().add("k", type), List.of("k"))));
  }

  /** The key of a value in Spark's internal form. */
  public byte[] encode(Object value) {
    return encoder.encode(List.of(value)).orElseThrow();
  }
}
