/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.bytes.KeyParts;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.sort.PartSorter;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.key.KeyType;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Imports rows that are in groups. First all threads read groups and sort their rows into parts.
 * Then each thread writes the files of a range of parts. {@link #close()} ends the threads and
 * deletes all files, unless they were published.
 */
final class GroupImport implements Closeable {
  /** Number of rows of a part that the processor's cache can hold. */
  private static final int PART_ROWS = 40_000;

  /** Memory below which a part is not worth its buffers. */
  private static final int PART_BYTES = 2 << 20;

  private static final int MAX_PARTS = 256;

  private final Storage storage;
  private final KeyParts parts;
  private final ImportTarget target;
  private final StoreFileOptions files;
  private final GroupReading reading;
  private final ImportTeam team;
  private final List<PartSorter> sorters = new ArrayList<>();
  private final List<GroupReading.Share> shares = new ArrayList<>();
  private final List<RangeFiles> ranges = new ArrayList<>();

  GroupImport(Storage storage, ImportPlan plan, RowSource rows, KeyParts parts, int threads) {
    this.storage = storage;
    this.parts = parts;
    target = new ImportTarget(storage, plan);
    KeyType key = KeyType.composite(plan.keyTypes());
    files = target.fileOptions(key);
    reading = new GroupReading(rows, plan, parts);
    team = new ImportTeam(threads);
    long memory = plan.choices().memoryBytes() / threads;
    SortOptions sort = target.sortOptions(key, memory);
    for (int i = 0; i < threads; i++) {
      PartSorter sorter = new PartSorter(sort, parts.count(), this::pulse);
      sorters.add(sorter);
      shares.add(reading.new Share(sorter));
    }
  }

  /** Number of parts for so many rows. */
  static int parts(long rows, long memoryBytes, int threads) {
    long wanted = Math.min(rows / PART_ROWS, memoryBytes / threads / PART_BYTES);
    return (int) Math.max(threads, Math.min(MAX_PARTS, wanted));
  }

  private void pulse() {
    if (reading.isStopped()) {
      throw new IllegalStateException("the import failed");
    }
  }

  /** Number of rows that were taken. */
  long records() {
    return shares.stream().mapToLong(GroupReading.Share::rows).sum();
  }

  /** Number of rows that were left out, because they have no key. */
  long leftOut() {
    return shares.stream().mapToLong(GroupReading.Share::leftOut).sum();
  }

  /**
   * Reads and writes all rows, and publishes them.
   *
   * @return the version
   */
  long write(ImportMeter meter) throws IOException {
    try {
      read(meter);
      return target.publish(writeFiles(meter), () -> ranges.forEach(RangeFiles::keep));
    } catch (DuplicateKeyException e) {
      throw target.twice();
    }
  }

  private void read(ImportMeter meter) throws IOException {
    List<Callable<Void>> tasks = new ArrayList<>();
    shares.forEach(share -> tasks.add(share::read));
    team.run(tasks, () -> meter.reading(records(), bytes()));
    reading.throwFailure();
    meter.reading(records(), bytes());
    meter.read();
    if (isSpilled()) {
      List<Callable<Void>> spills = new ArrayList<>();
      for (PartSorter sorter : sorters) {
        spills.add(
            () -> {
              sorter.spillRest();
              return null;
            });
      }
      team.run(spills, () -> {});
    }
  }

  /** Whether a sorter had too little memory. Then all entries of all sorters go into runs. */
  private boolean isSpilled() {
    return sorters.stream().anyMatch(PartSorter::isSpilled);
  }

  private long bytes() {
    return shares.stream().mapToLong(GroupReading.Share::bytes).sum();
  }

  private List<DataFile> writeFiles(ImportMeter meter) throws IOException {
    int threads = sorters.size();
    long all = 0;
    for (int part = 0; part < parts.count(); part++) {
      all += count(part);
    }
    List<Callable<List<DataFile>>> tasks = new ArrayList<>();
    int first = 0;
    long before = 0;
    for (int t = 1; t <= threads && first < parts.count(); t++) {
      int end = first;
      while (end < parts.count() && (t == threads || before < all * t / threads)) {
        before += count(end++);
      }
      if (end > first) {
        tasks.add(range(first, end)::write);
        first = end;
      }
    }
    List<DataFile> written = new ArrayList<>();
    team.run(tasks, () -> meter.merged(ranges.stream().mapToLong(RangeFiles::merged).sum()))
        .forEach(written::addAll);
    meter.end();
    return written;
  }

  /** The weight of a part: its entries in memory, or 1 if they are in runs. */
  private long count(int part) {
    return isSpilled() ? 1 : sorters.stream().mapToLong(sorter -> sorter.count(part)).sum();
  }

  private RangeFiles range(int first, int end) {
    byte[] to = end == parts.count() ? null : parts.start(end);
    RangeFiles.Source source =
        (sink, pulse) -> PartSorter.drain(sorters, first, end, parts.start(first), to, sink, pulse);
    RangeFiles range = new RangeFiles(storage, files, source, this::pulse);
    ranges.add(range);
    return range;
  }

  @Override
  public void close() throws IOException {
    reading.stop();
    IndependentSteps steps = new IndependentSteps();
    steps.run(team::close);
    ranges.forEach(range -> steps.run(range::close));
    sorters.forEach(sorter -> steps.run(sorter::close));
    steps.throwFirst();
  }
}
