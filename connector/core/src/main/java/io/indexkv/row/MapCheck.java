/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.nio.ByteBuffer;

/** Checks the bytes of a map: an array of keys, and an array of as many values. */
final class MapCheck implements PieceCheck {
  private static final int HEAD = Long.BYTES;

  private final ArrayCheck keys;
  private final ArrayCheck values;

  MapCheck(ArrayCheck keys, ArrayCheck values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public Problem problem(ByteBuffer bytes, int at, int length) {
    if (length < HEAD || (length & 7) != 0) {
      return PieceCheck.badLength("a map of 8 bytes or more, a multiple of 8", length);
    }
    long k = (long) LONG.get(bytes, at);
    if (k < 0 || k > length - HEAD) {
      return new Problem("keys of at most " + (length - HEAD) + " bytes", k + " bytes");
    }
    int values = at + HEAD + (int) k;
    Problem problem = keys.problem(bytes, at + HEAD, (int) k);
    if (problem != null) {
      return PieceCheck.in("keys", problem);
    }
    problem = this.values.problem(bytes, values, length - HEAD - (int) k);
    if (problem != null) {
      return PieceCheck.in("values", problem);
    }
    long keyCount = (long) LONG.get(bytes, at + HEAD);
    long valueCount = (long) LONG.get(bytes, values);
    return keyCount == valueCount
        ? null
        : new Problem("as many values as keys, " + keyCount, "" + valueCount);
  }
}
