/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.nio.ByteBuffer;

/**
 * What the bytes of a store's values must be. A reader applies it to each value before it gives it
 * away: to those of a mapped file once, together with the checksum of their block. Thread-safe;
 * equal to a check that lets the same values pass.
 */
public interface ValueCheck {
  /** Lets all bytes pass without a look at them. */
  ValueCheck ANY = (bytes, offset, length) -> null;

  /**
   * Looks at one value. Allocates nothing unless it finds a problem.
   *
   * @param bytes hold the value, and others around it; their byte order means nothing
   * @param offset where the value begins
   * @return what is wrong with the value, null if nothing is
   */
  Problem problem(ByteBuffer bytes, int offset, int length);

  /** What was expected of a value, and what was found. */
  record Problem(String expected, String found) {}
}
