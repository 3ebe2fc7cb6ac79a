/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.cursor.EntryCursor;

/**
 * The current entry of a file's cursor; which entry comes next is a subclass's. Costs nothing: the
 * cursor is final, and so are its methods that are called here.
 */
abstract sealed class ForwardingCursor implements EntryCursor permits RangeCursor, BackwardCursor {
  final PositionCursor cursor;

  ForwardingCursor(PositionCursor cursor) {
    this.cursor = cursor;
  }

  @Override
  public final void requireWhole() {
    cursor.requireWhole();
  }

  @Override
  public final long keyAddress() {
    return cursor.keyAddress();
  }

  @Override
  public final int keyLength() {
    return cursor.keyLength();
  }

  @Override
  public final long valueAddress() {
    return cursor.valueAddress();
  }

  @Override
  public final int valueLength() {
    return cursor.valueLength();
  }

  @Override
  public final byte[] key() {
    return cursor.key();
  }

  @Override
  public final byte[] value() {
    return cursor.value();
  }
}
