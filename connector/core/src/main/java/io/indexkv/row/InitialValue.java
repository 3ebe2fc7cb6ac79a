/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck.Problem;
import java.nio.ByteBuffer;
import java.util.List;

/** Checks the initial value of a column. A schema that somebody else has written may hold any. */
final class InitialValue {
  private InitialValue() {}

  static void check(String column, RowType layout, byte[] row) {
    RowType.Struct struct = new RowType.Struct(List.of(new RowType.Field(column, layout)));
    Problem problem =
        new RowCheck(struct)
            .withNotNull(List.of(column)) // a null has no initial value
            .problem(ByteBuffer.wrap(row), 0, row.length);
    if (problem != null) {
      throw new IllegalArgumentException(
          "the initial value of column "
              + column
              + " is no row of it: expected "
              + problem.expected()
              + ", found "
              + problem.found());
    }
  }
}
