/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.XxHash64;
import java.security.SecureRandom;

/**
 * Positions, counted so that two collections of them are known to be the same without either being
 * kept: the sums of their counts are equal. Who made a file does not know the secret of this
 * process, and cannot aim at a sum.
 */
final class EntryPositions {
  private static final long SECRET = new SecureRandom().nextLong();

  private EntryPositions() {}

  static long count(long position) {
    return XxHash64.hash8(position ^ SECRET);
  }
}
