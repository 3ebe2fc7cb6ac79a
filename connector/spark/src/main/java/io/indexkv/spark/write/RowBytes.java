/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/** Copies rows into a buffer in row layout v1. Reuses its buffer; not thread-safe. */
final class RowBytes {
  private final StructType schema;
  private UnsafeProjection projection;
  private byte[] bytes = new byte[256];
  private int length;

  RowBytes(StructType schema) {
    this.schema = schema;
  }

  void copy(InternalRow row) {
    UnsafeRow unsafe = unsafe(row);
    length = unsafe.getSizeInBytes();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
    }
    Platform.copyMemory(
        unsafe.getBaseObject(), unsafe.getBaseOffset(), bytes, Platform.BYTE_ARRAY_OFFSET, length);
  }

  private UnsafeRow unsafe(InternalRow row) {
    if (row instanceof UnsafeRow unsafe) {
      return unsafe;
    }
    if (projection == null) {
      projection = UnsafeProjection.create(schema);
    }
    return projection.apply(row);
  }

  /** The row, from 0 to {@link #length()}; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
