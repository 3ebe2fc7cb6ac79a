/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.index.HashIndex;

/**
 * Checks the parts of a hash index's buckets that lookups do not use: counts, reserved bytes and
 * unused slots. Also checks that the overflow flag of a bucket is set exactly if it overflows. The
 * caller has checked that every entry can be found.
 */
final class BucketVerification {
  /** Number of buckets whose entries are counted at a time; the counters take 16 MiB. */
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
    // every entry can be found, so if there are as many slots, no slot leads elsewhere
    problems.expect("hash index", footer.hashIndex().offset(), "slots", used, footer.entries());
    overflows();
  }

  /** Checks that all unused bytes of a bucket are zero. */
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
   * Checks the overflow flags. An entry is in its home bucket or in a later one. So a bucket
   * overflows exactly if an entry whose home is this bucket or an earlier one is in a later one.
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

  /** Number of entries whose home is each of {@code n} buckets from {@code from} on. */
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
   * Checks the overflow flag of a bucket.
   *
   * @param reach number of entries whose home is this bucket or an earlier one and that are in no
   *     earlier bucket
   * @return number of those that are in a later bucket
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
