/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes rows of Spark, and their values in Spark's internal form. */
public final class LocalRow {
  private LocalRow() {}

  /** A row of values in Spark's internal form. */
  public static InternalRow of(Object... values) {
    return new GenericInternalRow(values);
  }

  /** A text; null stays null. */
  public static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }

  /** A time as microseconds since 1970. */
  public static Long time(Instant time) {
    return TimeUnit.MILLISECONDS.toMicros(time.toEpochMilli());
  }

  /** A map from text to text. */
  public static MapData map(Map<String, String> texts) {
    return new ArrayBasedMapData(array(texts.keySet()), array(texts.values()));
  }

  /** An array of texts. */
  public static ArrayData array(Iterable<String> texts) {
    List<Object> all = new ArrayList<>();
    texts.forEach(one -> all.add(text(one)));
    return new GenericArrayData(all.toArray());
  }
}
