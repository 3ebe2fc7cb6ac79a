/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.nio.ByteBuffer;

/**
 * A check of the bytes of a store's values. A reader applies it to each value before it returns the
 * value. It checks the values of a mapped file once, together with the checksum of their block.
 * Checks that let the same values pass are equal. Thread-safe.
 */
public interface ValueCheck {
  /** Lets all bytes pass without reading them. */
  ValueCheck ANY = (bytes, offset, length) -> null;

  /**
   * Checks one value. Allocates nothing unless it finds a problem.
   *
   * @param bytes buffer that holds the value and other bytes around it; ignore its byte order
   * @param offset offset of the value in the buffer
   * @return the problem of the value, or null if it has none
   */
  Problem problem(ByteBuffer bytes, int offset, int length);

  /** The expected and the found, for the message about a value that failed its check. */
  record Problem(String expected, String found) {}
}
