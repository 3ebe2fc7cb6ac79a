/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.cli.error.InputException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.rows.RowKey;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Checks rows and makes their keys. Leaves out rows without a key, if the plan says so. */
final class KeyedRows {
  private final ImportPlan plan;
  private final RowKey key;
  private final RowBuffer row;
  private KeyWriter encoded;
  private long leftOut;

  KeyedRows(ImportPlan plan) {
    this.plan = plan;
    key = new RowKey(plan.keyPositions(), plan.keyTypes());
    row = new RowBuffer(plan.fields().size());
  }

  KeyType type() {
    return key.type();
  }

  /**
   * Takes the next row that has a key.
   *
   * @return false at the end
   */
  boolean next(Rows rows) throws IOException {
    while (rows.next(row)) {
      if (hasKey(rows)) {
        encoded = encode(rows);
        return true;
      }
    }
    return false;
  }

  /** The key of the row. */
  KeyWriter key() {
    return encoded;
  }

  RowBuffer row() {
    return row;
  }

  /** Number of rows that were left out. */
  long leftOut() {
    return leftOut;
  }

  private boolean hasKey(Rows rows) throws InputException {
    int missing = key.nullColumn(row);
    if (missing < 0) {
      return true;
    }
    if (!plan.choices().dropNullKeys()) {
      throw new InputException(
          "%s: column %s of the key is empty"
              .formatted(rows.place(), Text.escaped(plan.key().get(missing))));
    }
    leftOut++;
    return false;
  }

  private ValueCheck.Problem problem() {
    return plan.check() == ValueCheck.ANY
        ? null
        : plan.check().problem(ByteBuffer.wrap(row.bytes()), 0, row.length());
  }

  private KeyWriter encode(Rows rows) throws InputException {
    ValueCheck.Problem problem = problem();
    if (problem != null) {
      throw new InputException(
          "%s: expected %s, found %s".formatted(rows.place(), problem.expected(), problem.found()));
    }
    try {
      return key.encode(row);
    } catch (IllegalArgumentException e) {
      throw new InputException(rows.place() + ": the key " + e.getMessage());
    }
  }
}
