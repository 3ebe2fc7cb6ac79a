/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.read.IntervalOrder;
import io.indexkv.store.read.IntervalRows;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes entries in strictly increasing key order as files of about a size. {@link #close()}
 * deletes them all, unless they were kept.
 */
public final class FileSeries implements EntrySink, Closeable {
  private final Storage storage;
  private final StoreFileOptions options;
  private final long fileBytes;
  private final IntFunction<String> fileName;
  private final List<String> names = new ArrayList<>();
  private final List<DataFile> finished = new ArrayList<>();
  private StoreFileWriter writer;
  private long entryBytes;
  private boolean kept;

  /** Checks the intervals that the properties declare; null if they declare none. */
  private final IntervalOrder intervals;

  /**
   * Begins a series without a file.
   *
   * @param fileBytes a file that is at least this long gets no more entries
   * @param fileName the name of each file by its number, from 0 on; nobody else may use it
   */
  public FileSeries(
      Storage storage, StoreFileOptions options, long fileBytes, IntFunction<String> fileName) {
    this.storage = storage;
    this.options = options;
    this.fileBytes = fileBytes;
    this.fileName = fileName;
    IntervalRows rows = IntervalRows.of(options.properties());
    intervals = rows == null ? null : new IntervalOrder(rows);
  }

  @Override
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    if (intervals != null) {
      intervals.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
    }
    if (writer != null && writer.length() >= fileBytes) {
      finishFile();
    }
    if (writer == null) {
      String name = fileName.apply(names.size());
      names.add(name);
      writer = new StoreFileWriter(storage.create(name), options);
    }
    writer.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
    entryBytes += keyLength + valueLength;
  }

  /** Completes the file that is being written, if there is one. */
  void endFile() throws IOException {
    if (writer != null) {
      finishFile();
    }
  }

  /** Completes the last file and returns all files; none if there was no entry. */
  public List<DataFile> finish() throws IOException {
    endFile();
    return List.copyOf(finished);
  }

  private void finishFile() throws IOException {
    finished.add(new DataFile(names.get(names.size() - 1), writer.finish()));
    writer.close();
    writer = null;
  }

  /** Number of files begun. */
  public int files() {
    return names.size();
  }

  /** Bytes of the keys and values added. */
  public long entryBytes() {
    return entryBytes;
  }

  /** Makes {@link #close()} leave the files where they are. */
  public void keep() {
    kept = true;
  }

  /** Deletes all files, kept ones too, those that it can whatever fails. */
  public void abandon() throws IOException {
    kept = true;
    IndependentSteps failures = new IndependentSteps();
    if (writer != null) {
      failures.run(writer::close);
      writer = null;
    }
    // a file whose beginning or end failed may be there all the same
    for (String name : names) {
      failures.run(() -> storage.delete(name));
    }
    failures.throwFirst();
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      abandon();
    }
  }
}
