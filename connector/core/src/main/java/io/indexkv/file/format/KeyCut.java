/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.file.bytes.Memory;
import java.util.Arrays;

/**
 * Where an asked key cuts the keys of a file in two: some are before the cut, the others behind.
 */
public enum KeyCut {
  /** Before the asked key: only smaller keys are before the cut. */
  BEFORE,

  /** Behind the asked key, which is before the cut itself. */
  BEHIND,

  /** Behind all keys that begin with the asked bytes. */
  BEHIND_BEGINNING;

  /** Whether the key at {@code address} is before the cut at some asked bytes. */
  public boolean isBehind(long address, int keyLength, byte[] asked, int offset, int length) {
    return switch (this) {
      case BEFORE -> Memory.compare(address, keyLength, asked, offset, length) < 0;
      case BEHIND -> Memory.compare(address, keyLength, asked, offset, length) <= 0;
      case BEHIND_BEGINNING ->
          Memory.compare(address, Math.min(keyLength, length), asked, offset, length) <= 0;
    };
  }

  /** Whether a key is before the cut at some asked bytes. */
  public boolean isBehind(byte[] key, byte[] asked, int offset, int length) {
    int n = this == BEHIND_BEGINNING ? Math.min(key.length, length) : key.length;
    int order = Arrays.compareUnsigned(key, 0, n, asked, offset, offset + length);
    return this == BEFORE ? order < 0 : order <= 0;
  }
}
