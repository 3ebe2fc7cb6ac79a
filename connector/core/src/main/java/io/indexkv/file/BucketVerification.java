/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;

/**
 * Checks what is in the buckets of a hash index beside the slots that are in use: counts, reserved
 * bytes, unused slots, and that a bucket says it overflows exactly if it does. Expects that every
 * entry can be found.
 */
final class BucketVerification {
  /** Buckets whose entries are counted at a time; 16 MiB of counters. */
  private static final int COUNTED = 1 << 22;

  private final HashIndex index;
  private final DataSpace data;
  private final Footer footer;
  private final FileErrors problems;
  private final int slots;

  BucketVerification(HashIndex index, DataSpace data, Footer footer, FileErrors problems) {
    this.index = index;
    this.data = data;
    this.footer = footer;
    this.problems = problems;
    slots = Format.slots(footer.positionWidth());
  }

  void run() {
    long used = 0;
    for (long b = 0; b < index.buckets(); b++) {
      long line = index.line(b);
      used += index.used(line);
      unused(b, line);
    }
    // with every entry found, none of as many slots leads elsewhere
    problems.expect("hash index", footer.hashIndex().offset(), "slots", used, footer.entries());
    overflows();
  }

  /** All bytes that say nothing are zero. */
  private void unused(long bucket, long line) {
    int used = index.used(line);
    zeros(bucket, line, Format.BUCKET_TAGS + used, slots);
    zeros(bucket, line, slots + used * footer.positionWidth(), Format.BUCKET_USED);
    zeros(bucket, line, Format.BUCKET_FLAGS + 1, Format.BUCKET_SIZE);
    int flags = Memory.getByte(line + Format.BUCKET_FLAGS);
    if ((flags & ~Format.OVERFLOW) != 0) {
      throw bad(bucket, Format.BUCKET_FLAGS, "flags 0 or " + Format.OVERFLOW, flags);
    }
  }

  private void zeros(long bucket, long line, int from, int to) {
    for (int i = from; i < to; i++) {
      int found = Memory.getByte(line + i);
      if (found != 0) {
        throw bad(bucket, i, "zero", found);
      }
    }
  }

  /**
   * Entries are in their home or behind it. So those whose home is up to a bucket, and that are not
   * in one up to it, are what it has to say that it overflows for.
   */
  private void overflows() {
    long homes = footer.homeBuckets();
    long carried = 0;
    for (long from = 0; from < homes; from += COUNTED) {
      int[] counts = counts(from, (int) Math.min(COUNTED, homes - from));
      for (int i = 0; i < counts.length; i++) {
        carried = overflow(from + i, carried + counts[i]);
      }
    }
    for (long b = homes; b < index.buckets(); b++) {
      carried = overflow(b, carried);
    }
  }

  /** How many entries have their home in each of {@code n} buckets from {@code from} on. */
  private int[] counts(long from, int n) {
    int[] counts = new int[n];
    PositionCursor cursor = data.cursor(0);
    while (cursor.next()) {
      byte[] key = cursor.key();
      long home = index.home(XxHash64.hash(key, 0, key.length)) - from;
      if (home >= 0 && home < n) {
        counts[(int) home]++;
      }
    }
    return counts;
  }

  /**
   * @param reach how many entries are in this bucket or behind it whose home is not
   * @return how many of them are behind it
   */
  private long overflow(long bucket, long reach) {
    long line = index.line(bucket);
    long carried = reach - index.used(line);
    if (carried < 0 || carried > 0 != HashIndex.overflows(line)) {
      throw bad(
          bucket,
          Format.BUCKET_FLAGS,
          carried > 0 ? "overflow" : "no overflow",
          HashIndex.overflows(line));
    }
    return carried;
  }

  private CorruptFileException bad(long bucket, int offset, String expected, Object found) {
    return problems.corrupt(
        "hash index, bucket " + bucket,
        footer.hashIndex().offset() + (bucket << Format.BUCKET_SHIFT) + offset,
        expected,
        found);
  }
}
