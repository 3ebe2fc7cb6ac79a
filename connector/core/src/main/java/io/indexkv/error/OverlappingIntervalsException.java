/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

/** A write has two intervals that overlap, although its store declares that none do. */
public final class OverlappingIntervalsException extends RuntimeException {
  public OverlappingIntervalsException(String message) {
    super(message);
  }
}
