/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Checks a row, or a struct inside a row. */
final class StructCheck implements PieceCheck {
  /** Bytes that a decimal's piece takes in a row, whatever its length. */
  private static final int DECIMAL_SPACE = 16;

  private final int columns;
  private final int nullBytes;
  private final int fixedLength;

  /** Whether some column has a piece. If not, the row has a fixed length. */
  private final boolean pieces;

  // the columns that have a check: others may hold anything
  private final int[] ordinals;
  private final String[] names;

  /** The check of each of these columns whose value is in its slot; null for the others. */
  private final SlotCheck[] slots;

  /** The check of each of the others. */
  private final PieceCheck[] checks;

  private final int[] spaces;

  /** Checks columns, and their pieces with {@code pieceChecks}: one for each column. */
  StructCheck(RowType.Struct struct, List<PieceCheck> pieceChecks) {
    List<RowType.Field> fields = struct.fields();
    columns = fields.size();
    nullBytes = (columns + 63) / 64 * 8;
    fixedLength = nullBytes + 8 * columns;
    pieces = fields.stream().anyMatch(field -> PieceCheck.isPiece(field.type()));
    List<Integer> checked = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      if (!(fields.get(i).type() instanceof RowType.Fixed)) {
        checked.add(i);
      }
    }
    int n = checked.size();
    ordinals = checked.stream().mapToInt(i -> i).toArray();
    names = new String[n];
    slots = new SlotCheck[n];
    checks = new PieceCheck[n];
    spaces = new int[n];
    for (int i = 0; i < n; i++) {
      RowType type = fields.get(ordinals[i]).type();
      names[i] = fields.get(ordinals[i]).name();
      slots[i] = SlotCheck.of(type);
      checks[i] = pieceChecks.get(ordinals[i]);
      spaces[i] = type instanceof RowType.WideDecimal ? DECIMAL_SPACE : 0;
    }
  }

  @Override
  public Problem problem(ByteBuffer bytes, int at, int length) {
    boolean fits = pieces ? length >= fixedLength : length == fixedLength;
    if (!fits || (length & 7) != 0) {
      return PieceCheck.badLength(
          "a row of "
              + columns
              + " columns, "
              + fixedLength
              + " bytes"
              + (pieces ? " or more, a multiple of 8" : ""),
          length);
    }
    if ((columns & 63) != 0 && (long) LONG.get(bytes, at + nullBytes - 8) >>> columns != 0) {
      return new Problem("null bits of " + columns + " columns", "a bit behind them");
    }
    long used = fixedLength;
    for (int i = 0; i < ordinals.length; i++) {
      int ordinal = ordinals[i];
      if (((long) LONG.get(bytes, at + (ordinal >>> 6 << 3)) >>> ordinal & 1) != 0) {
        continue; // readers of the row ignore the slot
      }
      long slot = (long) LONG.get(bytes, at + nullBytes + (ordinal << 3));
      SlotCheck inSlot = slots[i];
      if (inSlot != null) {
        Problem problem = inSlot.problem(slot);
        if (problem != null) {
          return PieceCheck.in(column(i), problem);
        }
        continue;
      }
      int offset = (int) (slot >>> 32);
      int size = (int) slot;
      int space = Math.max(size, spaces[i]);
      if (offset < fixedLength || (offset & 7) != 0 || size < 0 || space > length - offset) {
        return PieceCheck.in(column(i), PieceCheck.badSlot(slot, fixedLength, length));
      }
      used += space + 7L & -8;
      if (used > length) {
        return PieceCheck.in(column(i), PieceCheck.shared(length - fixedLength));
      }
      Problem problem = checks[i].problem(bytes, at + offset, size);
      if (problem != null) {
        return PieceCheck.in(column(i), problem);
      }
    }
    return null;
  }

  private String column(int i) {
    return "column " + names[i];
  }
}
