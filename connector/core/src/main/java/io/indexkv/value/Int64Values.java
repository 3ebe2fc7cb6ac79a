/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

enum Int64Values implements Values<Long> {
  INSTANCE;

  @Override
  public byte[] encode(Long value) {
    long number = Objects.requireNonNull(value, "value");
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  @Override
  public Long decode(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    if (bytes.length != 8) {
      throw new IllegalArgumentException(
          "not an int64 value: expected 8 bytes, found " + bytes.length);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Override
  public String label() {
    return "int64";
  }
}
