/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.file.bytes.XxHash64;
import java.security.SecureRandom;

/**
 * Counts positions, so that two collections of them can be compared without keeping either: their
 * sums are equal if the collections are. The count depends on a secret of this process. So the
 * maker of a hostile file cannot aim at a sum.
 */
public final class EntryPositions {
  private static final long SECRET = new SecureRandom().nextLong();

  private EntryPositions() {}

  public static long count(long position) {
    return XxHash64.hash8(position ^ SECRET);
  }
}
