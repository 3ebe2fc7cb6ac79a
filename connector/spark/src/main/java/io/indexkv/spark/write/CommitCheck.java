/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** The checks that the driver makes before it publishes a version. */
final class CommitCheck {
  private CommitCheck() {}

  /**
   * The files of all tasks in key order.
   *
   * @throws IllegalStateException if a task is missing, counts do not match, or files or tasks
   *     overlap
   */
  static Layer check(WriterCommitMessage[] messages, KeyType type) {
    List<DataFile> files = new ArrayList<>();
    List<DataFile> deletes = new ArrayList<>();
    List<KeySpan> spans = new ArrayList<>();
    for (int partition = 0; partition < messages.length; partition++) {
      if (!(messages[partition] instanceof TaskFiles task)) {
        throw new IllegalStateException(
            "task of partition %d of %d did not report its files"
                .formatted(partition, messages.length));
      }
      Layer layer = task.layer();
      requireCount(partition, "wrote %d rows", task.rows(), layer.files());
      requireCount(partition, "deleted %d keys", task.deleted(), layer.deletes());
      files.addAll(layer.files());
      deletes.addAll(layer.deletes());
      KeySpan.of(partition, layer).ifPresent(spans::add);
    }
    Layer layer = new Layer(inOrder(files, type), inOrder(deletes, type));
    KeySpan.requireDisjoint(spans, type);
    return layer;
  }

  private static void requireCount(int partition, String what, long count, List<DataFile> files) {
    long entries = files.stream().mapToLong(file -> file.info().entries()).sum();
    if (entries != count) {
      throw new IllegalStateException(
          ("task of partition %d " + what + ", but its files hold %d entries")
              .formatted(partition, count, entries));
    }
  }

  private static List<DataFile> inOrder(List<DataFile> files, KeyType type) {
    files.sort(Comparator.comparing(file -> file.info().smallestKey(), Arrays::compareUnsigned));
    for (int i = 1; i < files.size(); i++) {
      disjoint(files.get(i - 1), files.get(i), type);
    }
    return files;
  }

  private static void disjoint(DataFile file, DataFile next, KeyType type) {
    byte[] largest = file.info().largestKey();
    byte[] smallest = next.info().smallestKey();
    if (Arrays.compareUnsigned(largest, smallest) >= 0) {
      throw new IllegalStateException(
          ("files overlap: %s ends at key %s, %s begins at key %s. Spark did not keep the"
                  + " distribution that the write requires")
              .formatted(
                  file.name(),
                  KeyBytesText.of(type, largest, largest.length),
                  next.name(),
                  KeyBytesText.of(type, smallest, smallest.length)));
    }
  }
}
