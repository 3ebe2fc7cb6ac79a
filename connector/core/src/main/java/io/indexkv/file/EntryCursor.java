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

  byte[] key();

  byte[] value();
}
