/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import io.indexkv.store.write.LayerFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes the files of a range of keys. {@link #close()} deletes them, unless they are kept. */
final class RangeFiles implements Closeable {
  /** Number of entries between two pulses. */
  private static final int LOOK = 1024;

  private final LayerFiles files;
  private final Source source;
  private final Runnable pulse;
  private long counted;
  private volatile long merged;

  /** Gives entries in key order. */
  interface Source {
    void drain(EntrySink sink, Runnable pulse) throws IOException;
  }

  /**
   * Files for the entries of a source.
   *
   * @param pulse runs now and then; an exception of it ends the writing
   */
  RangeFiles(Storage storage, StoreFileOptions options, Source source, Runnable pulse) {
    files = LayerFiles.ofEntries(storage, options, Compaction.DEFAULT_FILE_BYTES);
    this.source = source;
    this.pulse = pulse;
  }

  /** Number of entries written. */
  long merged() {
    return merged;
  }

  List<DataFile> write() throws IOException {
    source.drain(this::add, pulse);
    return files.finish().files();
  }

  private void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength)
      throws IOException {
    files.add(key, keyOffset, keyLength, value, valueOffset, valueLength);
    if (++counted % LOOK == 0) {
      merged = counted;
      pulse.run();
    }
  }

  void keep() {
    files.keep();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
