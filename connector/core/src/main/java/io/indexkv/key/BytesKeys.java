/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

final class BytesKeys extends Keys<byte[]> {
  BytesKeys() {
    super(KeyType.BINARY, byte[].class);
  }

  @Override
  void write(byte[] key, KeyWriter out) {
    out.bytes(key, 0, key.length);
  }

  @Override
  byte[] read(KeyReader in) {
    return in.bytes();
  }
}
