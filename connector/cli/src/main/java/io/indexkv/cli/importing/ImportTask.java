/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.Progress;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.bytes.KeyParts;
import io.indexkv.key.KeyWriter;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs an import. If the rows are in groups, several threads read and sort them, and then write.
 * Otherwise this thread reads the rows and makes keys of them, while others sort and write. If it
 * fails, nothing is published and no file stays.
 */
public final class ImportTask {
  /** Number of rows below which several threads are not worth a second file. */
  private static final long MIN_ROWS = 500_000;

  /** Bytes that a row takes, as a guess. */
  private static final int ROW_BYTES = 128;

  private static final int MAX_THREADS = 8;

  private final RowSource rows;
  private final ImportPlan plan;
  private final KeyedRows keyed;
  private long records;
  private long leftOut;

  public ImportTask(RowSource rows, ImportPlan plan) {
    this.rows = rows;
    this.plan = plan;
    keyed = new KeyedRows(plan);
  }

  /** Number of rows that were taken. */
  public long records() {
    return records;
  }

  /** Number of rows that were left out, because they have no key. */
  public long leftOut() {
    return leftOut;
  }

  /** Reads and checks all rows, and writes nothing. */
  public void check() throws IOException {
    while (keyed.next(rows)) {
      records++;
    }
    leftOut = keyed.leftOut();
  }

  /**
   * Writes all rows.
   *
   * @return the version that it made
   */
  public long write(Storage storage, Consumer<Progress> progress) throws IOException {
    return write(storage, progress, Runtime.getRuntime().availableProcessors(), MIN_ROWS);
  }

  /**
   * Writes all rows.
   *
   * @param minRows number of rows below which one thread does all
   */
  long write(Storage storage, Consumer<Progress> progress, int processors, long minRows)
      throws IOException {
    ImportMeter meter = new ImportMeter(rows.expected(), progress);
    int threads = Math.min(MAX_THREADS, processors);
    if (threads == 1 || rows.expected().orElse(0) < minRows) {
      return write(storage, KeyParts.one(), meter);
    }
    List<byte[]> sample = rows.sample(plan.keyFields());
    if (rows.groups() == 0 || streams(sample)) {
      return write(storage, KeyParts.of(sample, threads), meter);
    }
    return writeGroups(storage, sample, threads, meter);
  }

  /** Whether one thread had better read the rows, because they need no sorting. */
  private boolean streams(List<byte[]> sample) {
    if (rows.expected().orElse(0) < plan.choices().memoryBytes() / ROW_BYTES) {
      return false;
    }
    for (int i = 1; i < sample.size(); i++) {
      if (Arrays.compareUnsigned(sample.get(i - 1), sample.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private long writeGroups(Storage storage, List<byte[]> sample, int threads, ImportMeter meter)
      throws IOException {
    int parts = GroupImport.parts(rows.expected().orElse(0), plan.choices().memoryBytes(), threads);
    try (GroupImport groups =
        new GroupImport(storage, plan, rows, KeyParts.of(sample, parts), threads)) {
      long version = groups.write(meter);
      records = groups.records();
      leftOut = groups.leftOut();
      return version;
    }
  }

  private long write(Storage storage, KeyParts ranges, ImportMeter meter) throws IOException {
    try (EntryWriters writers = new EntryWriters(storage, plan, keyed.type(), ranges)) {
      try {
        return write(writers, meter);
      } catch (DuplicateKeyException e) {
        throw writers.duplicate();
      }
    }
  }

  private long write(EntryWriters writers, ImportMeter meter) throws IOException {
    while (keyed.next(rows)) {
      KeyWriter key = keyed.key();
      writers.add(key.buffer(), key.length(), keyed.row().bytes(), keyed.row().length());
      records++;
      meter.added(key.length() + keyed.row().length());
    }
    leftOut = keyed.leftOut();
    return writers.publish(meter);
  }
}
