/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import java.util.List;

/**
 * The keys of a store that a statement has read, whether they were there or not.
 *
 * @param all true if it may have read any key; then {@code keys} is empty
 * @param keys encoded keys
 */
public record KeysRead(boolean all, List<byte[]> keys) {
  public KeysRead {
    keys = List.copyOf(keys);
  }

  /** Stands for a statement that may have read any key. */
  public static KeysRead any() {
    return new KeysRead(true, List.of());
  }

  /** Stands for a statement that has read only {@code keys}. */
  public static KeysRead only(List<byte[]> keys) {
    return new KeysRead(false, keys);
  }
}
