/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.util.UUID;

final class UuidKeys extends Keys<UUID> {
  UuidKeys() {
    super(KeyType.UUID, UUID.class);
  }

  @Override
  void write(UUID key, KeyWriter out) {
    out.uuid(key);
  }

  @Override
  UUID read(KeyReader in) {
    return in.uuid();
  }
}
