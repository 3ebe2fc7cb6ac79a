/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.ordered.KeyBatch;
import java.util.Arrays;

/**
 * The keys of a batch that a lookup asks again, round after round, each with its number in the
 * caller's batch. The keys of the first round are the caller's. For one thread.
 */
final class AskedAgain {
  private KeyBatch keys = new KeyBatch();
  private KeyBatch next = new KeyBatch();
  private int[] numbers = new int[0];
  private int[] nextNumbers = new int[0];
  private boolean first;

  /** Begins the first round of another batch. */
  void begin() {
    next.clear();
    first = true;
  }

  /** The caller's number of key {@code i} of this round. */
  int number(int i) {
    return first ? i : numbers[i];
  }

  /**
   * Adds room for a key to the next round.
   *
   * @param number the caller's number of the key
   * @return its offset in {@link #bytes()}
   */
  int add(int number, int length, int prefix) {
    int i = next.count();
    if (i == nextNumbers.length) {
      nextNumbers = Arrays.copyOf(nextNumbers, Math.max(64, 2 * i));
    }
    nextNumbers[i] = number;
    return next.add(length, prefix);
  }

  /** The bytes of the keys of the next round. The array is another after {@link #add}. */
  byte[] bytes() {
    return next.bytes();
  }

  /** Whether the next round has no key. */
  boolean isEmpty() {
    return next.count() == 0;
  }

  /** Begins the next round, and returns its keys. */
  KeyBatch turn() {
    KeyBatch done = keys;
    keys = next;
    next = done;
    next.clear();
    int[] of = numbers;
    numbers = nextNumbers;
    nextNumbers = of;
    first = false;
    return keys;
  }
}
