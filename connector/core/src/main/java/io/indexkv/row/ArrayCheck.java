/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.nio.ByteBuffer;

/** Checks the bytes of an array. */
final class ArrayCheck implements PieceCheck {
  private final int width;

  /** Null if the elements have no piece to check. */
  private final PieceCheck element;

  /** Null if the elements have no slot to check. */
  private final SlotCheck slots;

  /** Checks elements of a type, and their pieces with {@code check}. */
  ArrayCheck(RowType type, PieceCheck check) {
    element = PieceCheck.isPiece(type) ? check : null;
    slots = SlotCheck.of(type);
    width = type.width();
  }

  @Override
  public Problem problem(ByteBuffer bytes, int at, int length) {
    if (length < Long.BYTES || (length & 7) != 0) {
      return PieceCheck.badLength("an array of 8 bytes or more, a multiple of 8", length);
    }
    long n = (long) LONG.get(bytes, at);
    // an element takes at least a byte, so this check keeps the length from overflowing
    long fixedLength = n < 0 || n > length ? Long.MAX_VALUE : fixedLength(n);
    if (fixedLength > length) {
      return new Problem("an array of no more elements than its " + length + " bytes hold", "" + n);
    }
    if (slots != null) {
      return slots(bytes, at, (int) n);
    }
    return element == null ? null : pieces(bytes, at, (int) n, (int) fixedLength, length);
  }

  private static long header(long n) {
    return Long.BYTES + (n + 63 >>> 6 << 3);
  }

  private long fixedLength(long n) {
    return header(n) + (n * width + 7 & -8);
  }

  private static boolean isNull(ByteBuffer bytes, int at, int i) {
    return ((long) LONG.get(bytes, at + Long.BYTES + (i >>> 6 << 3)) >>> i & 1) != 0;
  }

  private Problem slots(ByteBuffer bytes, int at, int n) {
    int first = at + (int) header(n);
    for (int i = 0; i < n; i++) {
      if (isNull(bytes, at, i)) {
        continue;
      }
      long slot = width == 1 ? bytes.get(first + i) : (long) LONG.get(bytes, first + (i << 3));
      Problem problem = slots.problem(slot);
      if (problem != null) {
        return PieceCheck.in(element(i), problem);
      }
    }
    return null;
  }

  private Problem pieces(ByteBuffer bytes, int at, int n, int fixedLength, int length) {
    int first = at + (int) header(n);
    long used = fixedLength;
    for (int i = 0; i < n; i++) {
      if (isNull(bytes, at, i)) {
        continue;
      }
      long slot = (long) LONG.get(bytes, first + (i << 3));
      int offset = (int) (slot >>> 32);
      int size = (int) slot;
      if (offset < fixedLength || (offset & 7) != 0 || size < 0 || size > length - offset) {
        return PieceCheck.in(element(i), PieceCheck.badSlot(slot, fixedLength, length));
      }
      used += size + 7L & -8;
      if (used > length) {
        return PieceCheck.in(element(i), PieceCheck.shared(length - fixedLength));
      }
      Problem problem = element.problem(bytes, at + offset, size);
      if (problem != null) {
        return PieceCheck.in(element(i), problem);
      }
    }
    return null;
  }

  private static String element(int i) {
    return "element " + i;
  }
}
