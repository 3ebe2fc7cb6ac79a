/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.cursor.MergedCursor;
import io.indexkv.file.write.Duplicates;
import io.indexkv.file.write.EntrySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Merges the runs of a sort, and the sorted entries that came before them. */
final class RunMerge implements MergedCursor.Ties {
  /** Number of entries between two pulses. */
  private static final int PULSE = 4096;

  private final SortOptions options;
  private final EntryCursor before;
  private final IntSupplier last;
  private final Runnable pulse;
  private final List<EntryCursor> sources = new ArrayList<>();
  private final MergedCursor merged;

  /** Number of entries passed on that came before the runs. The number of each is its rank. */
  private long given;

  private byte[] key = new byte[64];
  private byte[] value = new byte[256];

  /**
   * A merge of runs.
   *
   * @param runs the entries of each run, with numbers
   * @param before entries that came before them, each key once, values without numbers; may be null
   * @param last returns the byte to put behind the current value of {@code before}; null for none
   */
  RunMerge(
      SortOptions options,
      List<EntryCursor> runs,
      EntryCursor before,
      IntSupplier last,
      Runnable pulse) {
    this.options = options;
    this.before = before;
    this.last = last;
    this.pulse = pulse;
    if (before != null) {
      sources.add(before);
    }
    sources.addAll(runs);
    merged = MergedCursor.forward(sources, this);
  }

  /** Entries have the order of their numbers, whichever run they are in. */
  @Override
  public boolean wins(int a, int b) {
    boolean earlier =
        sources.get(a) == before
            || sources.get(b) != before && number(sources.get(a)) < number(sources.get(b));
    return earlier == (options.duplicates() != Duplicates.LAST);
  }

  @Override
  public void tie(int winner, int loser) {
    if (options.duplicates() == Duplicates.FAIL) {
      EntryCursor earlier = sources.get(winner);
      long first = earlier == before ? given + 1 : number(earlier);
      throw options.duplicate(earlier.key(), first, number(sources.get(loser)));
    }
  }

  private static long number(EntryCursor run) {
    return Memory.getLong(run.valueAddress() + run.valueLength() - SortBuffer.NUMBER);
  }

  /** Passes all entries to {@code sink}, without the last {@code cut} bytes of values in runs. */
  void drain(EntrySink sink, int cut) throws IOException {
    for (long n = 1; merged.next(); n++) {
      if (sources.get(merged.source()) == before) {
        given++;
        give(last == null ? 0 : -1, sink);
      } else {
        give(cut, sink);
      }
      if (n % PULSE == 0) {
        pulse.run();
      }
    }
  }

  /**
   * Passes the current entry to {@code sink} without the last {@code cut} bytes of its value. If
   * {@code cut} is -1, the value gets one more byte.
   */
  private void give(int cut, EntrySink sink) throws IOException {
    int keyLength = merged.keyLength();
    int valueLength = merged.valueLength() - cut;
    if (keyLength > key.length) {
      key = new byte[2 * keyLength];
    }
    if (valueLength > value.length) {
      value = new byte[(int) Math.min(Integer.MAX_VALUE - 8, 2L * valueLength)];
    }
    Memory.copy(merged.keyAddress(), key, 0, keyLength);
    if (cut < 0) {
      Memory.copy(merged.valueAddress(), value, 0, valueLength - 1);
      value[valueLength - 1] = (byte) last.getAsInt();
    } else {
      Memory.copy(merged.valueAddress(), value, 0, valueLength);
    }
    sink.add(key, 0, keyLength, value, 0, valueLength);
  }
}
