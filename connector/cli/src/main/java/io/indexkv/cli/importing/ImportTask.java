/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.Progress;
import io.indexkv.cli.error.InputException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.rows.RowKey;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.KeyWriter;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Runs an import: this thread reads the rows and makes keys of them, other threads sort and write.
 * If it fails, nothing is published and no file stays.
 */
public final class ImportTask {
  private final RowSource rows;
  private final ImportPlan plan;
  private final RowKey key;
  private final RowBuffer row;
  private long records;
  private long leftOut;

  public ImportTask(RowSource rows, ImportPlan plan) {
    this.rows = rows;
    this.plan = plan;
    key = new RowKey(plan.keyPositions(), plan.keyTypes());
    row = new RowBuffer(plan.fields().size());
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
    while (rows.next(row)) {
      if (hasKey()) {
        encode();
        records++;
      }
    }
  }

  /**
   * Writes all rows.
   *
   * @return the version that it made
   */
  public long write(Storage storage, Consumer<Progress> progress) throws IOException {
    KeyRanges ranges = ranges();
    try (EntryWriters writers = new EntryWriters(storage, plan, key.type(), ranges)) {
      try {
        return write(writers, new ImportMeter(rows.expected(), progress));
      } catch (DuplicateKeyException e) {
        throw writers.duplicate();
      }
    }
  }

  private long write(EntryWriters writers, ImportMeter meter) throws IOException {
    while (rows.next(row)) {
      if (hasKey()) {
        KeyWriter encoded = encode();
        writers.add(encoded.buffer(), encoded.length(), row.bytes(), row.length());
        records++;
        meter.added(encoded.length() + row.length());
      }
    }
    return writers.publish(meter);
  }

  private KeyRanges ranges() throws IOException {
    int processors = Math.min(8, Runtime.getRuntime().availableProcessors());
    if (processors == 1 || rows.expected().orElse(0) < KeyRanges.MIN_ROWS) {
      return KeyRanges.one();
    }
    return KeyRanges.of(rows.sample(plan.keyFields()), processors);
  }

  private ValueCheck.Problem problem() {
    return plan.check() == ValueCheck.ANY
        ? null
        : plan.check().problem(ByteBuffer.wrap(row.bytes()), 0, row.length());
  }

  private boolean hasKey() throws InputException {
    int missing = key.nullColumn(row);
    if (missing < 0) {
      return true;
    }
    if (!plan.choices().dropNullKeys()) {
      throw new InputException(
          "%s: column %s of the key is empty"
              .formatted(rows.place(), Text.escaped(plan.key().get(missing))));
    }
    leftOut++;
    return false;
  }

  private KeyWriter encode() throws InputException {
    ValueCheck.Problem problem = problem();
    if (problem != null) {
      throw new InputException(
          "%s: expected %s, found %s".formatted(rows.place(), problem.expected(), problem.found()));
    }
    try {
      return key.encode(row);
    } catch (IllegalArgumentException e) {
      throw new InputException(rows.place() + ": the key " + e.getMessage());
    }
  }
}
