/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import java.util.Objects;

enum BytesValues implements Values<byte[]> {
  INSTANCE;

  @Override
  public byte[] encode(byte[] value) {
    return Objects.requireNonNull(value, "value");
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return Objects.requireNonNull(bytes, "bytes");
  }

  @Override
  public String label() {
    return "bytes";
  }
}
