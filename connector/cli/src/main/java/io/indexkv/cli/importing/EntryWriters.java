/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.bytes.KeyParts;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import io.indexkv.store.write.LayerWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Writes entries in any order as the next version of a store, a thread for each range of keys.
 * {@link #close()} deletes all files, unless they were published.
 */
final class EntryWriters implements Closeable {
  private static final int WAIT_MILLIS = 100;

  private final ImportTarget target;
  private final KeyParts parts;
  private final ExecutorService threads;
  private final List<RangeWriter> writers = new ArrayList<>();

  EntryWriters(Storage storage, ImportPlan plan, KeyType type, KeyParts parts) {
    this.parts = parts;
    threads = ImportThreads.of(parts.count());
    target = new ImportTarget(storage, plan);
    StoreFileOptions files = target.fileOptions(type);
    SortOptions sort = target.sortOptions(type, plan.choices().memoryBytes() / parts.count());
    for (int i = 0; i < parts.count(); i++) {
      writers.add(
          new RangeWriter(
              watch ->
                  LayerWriter.ofEntries(storage, files, Compaction.DEFAULT_FILE_BYTES, sort, watch),
              threads));
    }
  }

  void add(byte[] key, int keyLength, byte[] value, int valueLength) throws IOException {
    writers.get(parts.of(key, keyLength)).add(key, keyLength, value, valueLength);
  }

  /** The error for a key that came twice. */
  DuplicateKeyException duplicate() {
    return target.twice();
  }

  /**
   * Completes the files and publishes them.
   *
   * @return the version
   */
  long publish(ImportMeter meter) throws IOException {
    for (RangeWriter writer : writers) {
      writer.end();
    }
    meter.read();
    List<DataFile> files = new ArrayList<>();
    for (RangeWriter writer : writers) {
      Layer layer = writer.layer(WAIT_MILLIS);
      while (layer == null) {
        meter.merged(writers.stream().mapToLong(RangeWriter::merged).sum());
        layer = writer.layer(WAIT_MILLIS);
      }
      files.addAll(layer.files());
    }
    meter.end();
    return target.publish(files, () -> writers.forEach(RangeWriter::keep));
  }

  @Override
  public void close() throws IOException {
    IndependentSteps steps = new IndependentSteps();
    writers.forEach(writer -> steps.run(writer::close));
    threads.shutdown();
    steps.throwFirst();
  }
}
