/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Accepts a value only if it is a row of the given columns. A reader of an accepted row never
 * leaves its bytes.
 */
public final class RowCheck implements ValueCheck {
  private final RowType.Struct row;
  private final StructCheck check;

  /** Columns that are never null. */
  private final List<String> notNull;

  private final int[] notNullOrdinals;

  /** A check of rows in which each column may be null. */
  public RowCheck(RowType.Struct row) {
    this(row, List.of());
  }

  private RowCheck(RowType.Struct row, List<String> notNull) {
    this.row = row;
    this.notNull = notNull;
    check = PieceChecks.of(row);
    notNullOrdinals =
        IntStream.range(0, row.fields().size())
            .filter(i -> notNull.contains(row.fields().get(i).name()))
            .toArray();
  }

  /** The same check, which also refuses null in some columns. */
  public RowCheck withNotNull(List<String> columns) {
    return new RowCheck(row, List.copyOf(columns));
  }

  @Override
  public Problem problem(ByteBuffer bytes, int offset, int length) {
    Problem problem = check.problem(bytes, offset, length);
    if (problem != null) {
      return problem;
    }
    for (int ordinal : notNullOrdinals) {
      if ((bytes.get(offset + (ordinal >>> 3)) >>> (ordinal & 7) & 1) != 0) {
        return new Problem(
            "a value in NOT NULL column " + row.fields().get(ordinal).name(), "null");
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowCheck that && row.equals(that.row) && notNull.equals(that.notNull);
  }

  @Override
  public int hashCode() {
    return Objects.hash(row, notNull);
  }

  @Override
  public String toString() {
    return "rows of " + row;
  }
}
