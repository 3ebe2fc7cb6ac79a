/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;

/**
 * What a statement does to one key after the other: whether it deletes it, how often it inserts.
 */
final class ChangesOfKey {
  private final KeyType type;
  private byte[] key = new byte[Long.BYTES];
  private int length = -1;
  private boolean deleted;
  private int insertions;

  ChangesOfKey(KeyType type) {
    this.type = type;
  }

  boolean isAt(byte[] other, int otherLength) {
    return length >= 0 && Arrays.equals(key, 0, length, other, 0, otherLength);
  }

  /**
   * Goes on to a key that nothing has happened to.
   *
   * @throws IllegalStateException if it is smaller than the key before
   */
  void moveTo(byte[] next, int nextLength) {
    if (length >= 0 && Arrays.compareUnsigned(key, 0, length, next, 0, nextLength) > 0) {
      throw new IllegalStateException(
          "changes came out of order: key %s after %s"
              .formatted(KeyBytesText.of(type, next, nextLength), text()));
    }
    if (key.length < nextLength) {
      key = new byte[Math.max(nextLength, key.length * 2)];
    }
    System.arraycopy(next, 0, key, 0, nextLength);
    length = nextLength;
    deleted = false;
    insertions = 0;
  }

  void delete() {
    deleted = true;
  }

  /** Counts an insertion of the key, and returns how many there are. */
  int insert() {
    return ++insertions;
  }

  boolean isDeleted() {
    return deleted;
  }

  int insertions() {
    return insertions;
  }

  /** The key, from 0 to {@link #length()}. */
  byte[] key() {
    return key;
  }

  int length() {
    return length;
  }

  /** The error for a key that is inserted more than once. */
  DuplicateKeyException duplicate(Command command, List<String> columns) {
    return new DuplicateKeyException(
        ("this %s would write %d rows with key %s (%s), and keys must be unique: %s. Nothing was"
                + " published.")
            .formatted(
                command,
                insertions,
                text(),
                KeyOrder.columns(columns),
                command == Command.MERGE
                    ? "keep one row of each key in its source"
                    : "assign each row a key of its own"));
  }

  /** The error for an inserted key that a row has which the statement does not delete. */
  DuplicateKeyException taken(Command command, List<String> columns, PinnedStore store) {
    return new DuplicateKeyException(
        ("this %s would write a row with key %s (%s), but version %d of the store %s has a row with"
                + " that key, which the statement keeps: change that row, delete it, or write"
                + " another key. Nothing was published.")
            .formatted(
                command, text(), KeyOrder.columns(columns), store.version(), store.location()));
  }

  private String text() {
    return KeyBytesText.of(type, key, length);
  }
}
