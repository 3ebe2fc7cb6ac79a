/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import io.indexkv.key.KeyType.Form;

/** Steps through the columns of a key type while a key is written or read. */
final class KeyColumns {
  private final KeyType type;
  private final KeyType[] columns;
  private int taken;

  KeyColumns(KeyType type) {
    this.type = type;
    columns = type.columnArray();
  }

  KeyType type() {
    return type;
  }

  void reset() {
    taken = 0;
  }

  /** Whether a column is left and the next one has this form. */
  boolean isNext(Form form) {
    return taken < columns.length && columns[taken].form() == form;
  }

  /**
   * Takes the next column.
   *
   * @throws IllegalStateException if no column is left, or the next one has another form
   */
  KeyType take(Form form) {
    if (taken == columns.length) {
      throw new IllegalStateException(type + " has no column " + (taken + 1));
    }
    KeyType next = columns[taken];
    if (next.form() != form) {
      throw new IllegalStateException(
          "column " + (taken + 1) + " of " + type + " is " + next + ", which is no " + form);
    }
    taken++;
    return next;
  }

  int taken() {
    return taken;
  }

  /** Whether all columns are taken. */
  boolean isComplete() {
    return taken == columns.length;
  }

  void requireComplete() {
    if (!isComplete()) {
      throw new IllegalStateException(
          "the key has " + taken + " of the " + columns.length + " columns of " + type);
    }
  }
}
