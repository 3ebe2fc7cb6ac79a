/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Checks one piece, with all pieces inside it. A whole row is a piece, too. Thread-safe. */
interface PieceCheck {
  VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Accepts any bytes. */
  PieceCheck ANY = (bytes, at, length) -> null;

  /**
   * Describes what is wrong with the piece; null if nothing is. Callers put the path to the piece
   * before {@code expected}, so {@code expected} begins with what the piece should be.
   */
  Problem problem(ByteBuffer bytes, int at, int length);

  static boolean isPiece(RowType type) {
    return !(type instanceof RowType.Fixed
        || type instanceof RowType.Bool
        || type instanceof RowType.Decimal);
  }

  /** Turns the problem of a part into a problem of the whole. */
  static Problem in(String part, Problem problem) {
    return new Problem(part + ": " + problem.expected(), problem.found());
  }

  static Problem badLength(String expected, int found) {
    return new Problem(expected, found + " bytes");
  }

  /**
   * The problem of a slot that points outside its row or array, into the slots, or between two
   * words.
   */
  static Problem badSlot(long slot, int first, int length) {
    return new Problem(
        "a piece at a multiple of 8, within bytes " + first + " to " + length,
        Integer.toUnsignedString((int) slot)
            + " bytes at "
            + Integer.toUnsignedString((int) (slot >>> 32)));
  }

  static Problem shared(int room) {
    return new Problem("pieces that share no bytes, " + room + " in all", "more");
  }

  /** The problem of a decimal with more digits than its type has. */
  static Problem badDecimal(int precision) {
    return new Problem("a number of at most " + precision + " digits", "one of more");
  }
}
