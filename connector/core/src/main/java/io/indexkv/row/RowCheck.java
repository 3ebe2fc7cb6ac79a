/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import io.indexkv.file.format.ValueCheck;
import java.nio.ByteBuffer;

/**
 * Accepts a value only if it is a row of the given columns. A reader of an accepted row never
 * leaves its bytes.
 */
public final class RowCheck implements ValueCheck {
  private final RowType.Struct row;
  private final StructCheck check;

  public RowCheck(RowType.Struct row) {
    this.row = row;
    check = new StructCheck(row);
  }

  @Override
  public Problem problem(ByteBuffer bytes, int offset, int length) {
    return check.problem(bytes, offset, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowCheck that && row.equals(that.row);
  }

  @Override
  public int hashCode() {
    return row.hashCode();
  }

  @Override
  public String toString() {
    return "rows of " + row;
  }
}
