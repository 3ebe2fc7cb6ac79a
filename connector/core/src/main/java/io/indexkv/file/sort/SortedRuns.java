/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.StoreFileReader;
import io.indexkv.file.cursor.EntryCursor;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of one sort that are to be merged. If there are too many, they are merged into one. In a
 * run, the 8 bytes behind each value are its entry's number.
 */
final class SortedRuns implements Closeable {
  /** Maximum number of runs that are merged at once. Each is open and mapped. */
  private static final int MAX = 128;

  private final SortOptions options;
  private final Runnable pulse;
  private final RunFiles files;
  private List<StoreFileReader> runs = new ArrayList<>();

  SortedRuns(SortOptions options, Runnable pulse) {
    this.options = options;
    this.pulse = pulse;
    files = new RunFiles(options.directory(), options.keyWidth());
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Number of runs that have been written, with those merged since. */
  int written() {
    return files.written();
  }

  /** Writes a run. */
  void add(RunFiles.Content content) throws IOException {
    if (runs.size() == MAX) {
      List<StoreFileReader> merged = runs;
      RunMerge merge = new RunMerge(options, scan(null, null), null, null, pulse);
      StoreFileReader one = files.write(run -> merge.drain(run, 0));
      for (StoreFileReader run : merged) {
        files.delete(run);
      }
      runs = new ArrayList<>(List.of(one));
    }
    runs.add(files.write(content));
  }

  /** The entries of each run from one key up to another, which is not included; null is no end. */
  List<EntryCursor> scan(byte[] from, byte[] to) {
    List<EntryCursor> cursors = new ArrayList<>();
    runs.forEach(run -> cursors.add(run.scan(from, to)));
    return cursors;
  }

  /** Deletes the runs. */
  void clear() throws IOException {
    for (StoreFileReader run : runs) {
      files.delete(run);
    }
    runs.clear();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
