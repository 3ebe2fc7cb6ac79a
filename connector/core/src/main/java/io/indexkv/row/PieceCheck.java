/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Checks one piece, a whole row included, with all that is inside. Thread-safe. */
interface PieceCheck {
  VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of pieces that may hold anything. */
  PieceCheck ANY = (bytes, at, length) -> null;

  /**
   * What is wrong with the piece, or null. A path to it goes before {@code expected}, so that the
   * text begins with what the piece ought to be.
   */
  Problem problem(ByteBuffer bytes, int at, int length);

  static PieceCheck of(RowType type) {
    if (type instanceof RowType.WideDecimal decimal) {
      return new DecimalCheck(decimal.precision());
    } else if (type instanceof RowType.Struct struct) {
      return new StructCheck(struct);
    } else if (type instanceof RowType.Array array) {
      return new ArrayCheck(array.element());
    } else if (type instanceof RowType.MapOf map) {
      return new MapCheck(map);
    }
    return ANY;
  }

  static boolean isPiece(RowType type) {
    return !(type instanceof RowType.Fixed || type instanceof RowType.Bool);
  }

  /** The problem of a part, said of the whole. */
  static Problem in(String part, Problem problem) {
    return new Problem(part + ": " + problem.expected(), problem.found());
  }

  static Problem badLength(String expected, int found) {
    return new Problem(expected, found + " bytes");
  }

  /** A slot that leads out of its row or array, into the slots, or between two words. */
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

  static Problem badBoolean(int found) {
    return new Problem("0 or 1", Integer.toString(found));
  }
}
