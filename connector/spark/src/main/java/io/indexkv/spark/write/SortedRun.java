/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The files that one task attempt writes from its sorted entries. {@link #abandon()} deletes all of
 * them, including finished files.
 */
final class SortedRun implements Closeable {
  private final Storage storage;
  private final IntFunction<String> fileName;
  private final StoreFileOptions options;
  private final long fileSize;
  private final List<String> names = new ArrayList<>();
  private final List<DataFile> finished = new ArrayList<>();
  private StoreFileWriter writer;
  private long entryBytes;

  private SortedRun(
      StoreWrite write, Storage storage, IntFunction<String> fileName, StoreFileOptions options) {
    this.storage = storage;
    this.fileName = fileName;
    this.options = options;
    fileSize = write.options().targetFileSize();
  }

  static SortedRun ofEntries(StoreWrite write, Storage storage, int partition, long task) {
    return new SortedRun(
        write, storage, i -> write.fileName(partition, task, i), write.fileOptions());
  }

  /** Creates the run for files of deleted keys, whose values are empty. */
  static SortedRun ofDeletes(StoreWrite write, Storage storage, int partition, long task) {
    return new SortedRun(
        write, storage, i -> write.deletesName(partition, task, i), write.deletesOptions());
  }

  void add(byte[] key, int keyLength, byte[] value, int valueLength) throws IOException {
    if (writer != null && writer.length() >= fileSize) {
      finishFile();
    }
    if (writer == null) {
      String name = fileName.apply(names.size());
      names.add(name);
      writer = new StoreFileWriter(storage.create(name), options);
    }
    writer.add(key, 0, keyLength, value, 0, valueLength);
    entryBytes += keyLength + valueLength;
  }

  /** Completes the last file and returns all files; none if there was no entry. */
  List<DataFile> finish() throws IOException {
    if (writer != null) {
      finishFile();
    }
    return List.copyOf(finished);
  }

  /** Number of files that were begun. */
  int files() {
    return names.size();
  }

  /** Bytes of the keys and values that were added. */
  long entryBytes() {
    return entryBytes;
  }

  private void finishFile() throws IOException {
    finished.add(new DataFile(names.get(names.size() - 1), writer.finish()));
    writer.close();
    writer = null;
  }

  /** Deletes all files of this attempt. */
  void abandon() throws IOException {
    try {
      close();
    } finally {
      deleteAll();
    }
  }

  private void deleteAll() throws IOException {
    IOException failure = null;
    for (String name : names) {
      try {
        storage.delete(name);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Abandons the unfinished file; finished files stay. */
  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
