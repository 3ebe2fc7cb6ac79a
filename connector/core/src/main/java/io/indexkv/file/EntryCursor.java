/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Walks entries in key order. Valid while the reader it came from is open; not thread-safe. */
public interface EntryCursor {
  /**
   * Moves to the next entry; false at the end. After it has thrown, a cursor leaves no entry out:
   * it throws again, an IllegalStateException with the failure as its cause if it cannot try again.
   */
  boolean next();

  long keyAddress();

  int keyLength();

  /** Native address of the value's first byte. */
  long valueAddress();

  int valueLength();

  /**
   * Fails if a mapped file that the current entries come from was cut short since it was opened:
   * then they may not be what was written.
   *
   * @throws CorruptFileException with the file's name
   * @throws InternalError that or a later one, at the next {@link Faults#settle()}
   */
  default void requireWhole() {}

  byte[] key();

  byte[] value();
}
