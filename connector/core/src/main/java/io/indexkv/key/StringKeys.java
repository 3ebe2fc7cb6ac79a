/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

final class StringKeys extends Keys<String> {
  StringKeys() {
    super(KeyType.STRING, String.class);
  }

  @Override
  void write(String key, KeyWriter out) {
    out.string(key);
  }

  @Override
  String read(KeyReader in) {
    return in.string();
  }
}
