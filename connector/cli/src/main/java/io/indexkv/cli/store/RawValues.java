/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.store;

import io.indexkv.value.Values;

/** Values of any encoding as the bytes that the store has. */
public record RawValues(String label) implements Values<byte[]> {
  @Override
  public byte[] encode(byte[] value) {
    throw new UnsupportedOperationException("values are only read");
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return bytes;
  }
}
