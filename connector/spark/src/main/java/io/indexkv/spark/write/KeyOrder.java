/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the order of a task's keys and counts repeated keys, so that one error reports all of
 * them.
 */
final class KeyOrder {
  private final KeyType type;
  private byte[] last = new byte[Long.BYTES];
  private int lastLength = -1;
  private long run;
  private String firstDuplicate;
  private long firstRows;
  private long duplicates;
  private long rows;

  KeyOrder(KeyType type) {
    this.type = type;
  }

  /**
   * Takes the next key.
   *
   * @return false if it equals the key before
   * @throws IllegalStateException if it is smaller than the key before
   */
  boolean next(byte[] key, int length) {
    int order = lastLength < 0 ? -1 : Arrays.compareUnsigned(last, 0, lastLength, key, 0, length);
    if (order > 0) {
      throw new IllegalStateException(
          "rows came out of order: key %s after %s"
              .formatted(
                  KeyBytesText.of(type, key, length), KeyBytesText.of(type, last, lastLength)));
    }
    if (order == 0) {
      run++;
      return false;
    }
    endRun();
    run = 1;
    if (last.length < length) {
      last = new byte[Math.max(length, last.length * 2)];
    }
    System.arraycopy(key, 0, last, 0, length);
    lastLength = length;
    return true;
  }

  /** True if a key equals the one before. */
  boolean isSame(byte[] key, int length) {
    return lastLength >= 0 && Arrays.equals(last, 0, lastLength, key, 0, length);
  }

  private void endRun() {
    if (run > 1) {
      if (firstDuplicate == null) {
        firstDuplicate = KeyBytesText.of(type, last, lastLength);
        firstRows = run;
      }
      duplicates++;
      rows += run;
    }
  }

  /** True after a key was repeated. */
  boolean hasDuplicates() {
    return run > 1 || duplicates > 0;
  }

  /**
   * Checks the result. Call it after the last key.
   *
   * @throws DuplicateKeyException if a key came more than once
   */
  void end(List<String> columns) {
    endRun();
    run = 0;
    if (duplicates > 0) {
      String more =
          duplicates == 1
              ? ""
              : "; in this task %d keys come more than once, in %d rows"
                  .formatted(duplicates, rows);
      throw new DuplicateKeyException(
          ("key %s comes in %d rows (%s)%s. Keys must be unique: merge or drop the others,"
                  + " for example with dropDuplicates(\"%s\"), let the largest value of a"
                  + " column decide, with option 'duplicates' = 'last by <column>', or write them"
                  + " all with 'keep'. Nothing was published.")
              .formatted(
                  firstDuplicate,
                  firstRows,
                  columns(columns),
                  more,
                  String.join("\", \"", columns)));
    }
  }

  /** The names in the form of messages. */
  static String columns(List<String> names) {
    return (names.size() == 1 ? "column " : "columns ") + String.join(", ", names);
  }
}
