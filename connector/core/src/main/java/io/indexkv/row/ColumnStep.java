/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

/** Converts the value of one column, which is not null. Thread-safe. */
interface ColumnStep {
  /**
   * Writes the converted value.
   *
   * @param slot offset in {@code row} of the slot of the old value
   * @param ordinal position of the new value among the new columns
   */
  void convert(byte[] row, int slot, RowWriter out, int ordinal);

  /** The step that copies a value as it is. */
  static ColumnStep copy(RowType layout) {
    if (layout instanceof RowType.WideDecimal) {
      return (row, slot, out, ordinal) ->
          out.piece(ordinal, row, RowWriter.word(row, slot), RowWriter.WIDE_DECIMAL);
    }
    return PieceCheck.isPiece(layout)
        ? (row, slot, out, ordinal) -> out.piece(ordinal, row, RowWriter.word(row, slot), 0)
        : (row, slot, out, ordinal) -> out.slot(ordinal, RowWriter.word(row, slot));
  }
}
