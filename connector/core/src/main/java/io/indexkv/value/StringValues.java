/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.key.Utf8;
import java.util.Objects;

enum StringValues implements Values<String> {
  INSTANCE;

  @Override
  public byte[] encode(String value) {
    return Utf8.encode(Objects.requireNonNull(value, "value"));
  }

  @Override
  public String decode(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return Utf8.decode(bytes, 0, bytes.length);
  }

  @Override
  public String label() {
    return "utf8";
  }
}
