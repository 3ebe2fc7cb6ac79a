/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes entries in strictly increasing key order as a series of files of about the same size,
 * under names that nobody else uses. {@link #close()} deletes all files, unless {@link #keep()} was
 * called.
 */
final class FileSeries implements EntrySink, Closeable {
  private final Storage storage;
  private final StoreFileOptions options;
  private final long fileBytes;
  private final String prefix = "data/" + UUID.randomUUID() + "-";
  private final List<DataFile> finished = new ArrayList<>();
  private StoreFileWriter writer;
  private String name;
  private boolean kept;

  FileSeries(Storage storage, StoreFileOptions options, long fileBytes) {
    this.storage = storage;
    this.options = options;
    this.fileBytes = fileBytes;
  }

  @Override
  public void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    if (writer != null && writer.length() >= fileBytes) {
      finishFile();
    }
    if (writer == null) {
      name = prefix + String.format("%05d", finished.size()) + ".ikv";
      writer = new StoreFileWriter(storage.create(name), options);
    }
    writer.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
  }

  /** Completes the file that is being written, if there is one. */
  void endFile() throws IOException {
    if (writer != null) {
      finishFile();
    }
  }

  /**
   * Completes the last file.
   *
   * @return all files in their order; empty if there was no entry
   */
  List<DataFile> finish() throws IOException {
    endFile();
    return List.copyOf(finished);
  }

  private void finishFile() throws IOException {
    finished.add(new DataFile(name, writer.finish()));
    writer.close();
    writer = null;
  }

  /** Makes {@link #close()} leave the files. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    kept = true;
    IndependentSteps failures = new IndependentSteps();
    if (writer != null) {
      failures.run(writer::close);
      // deletes the last file, too: it may exist although finishing it failed
      failures.run(() -> storage.delete(name));
    }
    for (DataFile file : finished) {
      failures.run(() -> storage.delete(file.name()));
    }
    failures.throwFirst();
  }
}
