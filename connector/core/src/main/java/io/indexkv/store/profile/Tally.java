/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.file.format.Format;
import java.util.List;

/** Adds up what the files of a version show. */
final class Tally {
  /** A chain of buckets is followed on one page only. */
  private static final int MAX_LINES = 1 << Format.BUCKETS_PER_PAGE_SHIFT;

  final Counts blockFill = new Counts(StoreProfile.FILL_STEPS);
  final Counts bucketSlots = new Counts(Format.MAX_SLOTS + 1);
  final Counts missLines = new Counts(MAX_LINES + 1);
  final Counts valueSizes = new Counts(Integer.SIZE + 1);
  final Counts keys = new Counts(StoreProfile.KEY_STEPS);
  private final KeyAxis axis;
  private long blocks;
  private long blockBytes;
  private long storedBytes;
  private long pages;
  private long valueBytes;
  private long largestValue;
  private int slots;

  Tally(KeyAxis axis) {
    this.axis = axis;
  }

  void block(long length, long stored) {
    blocks++;
    blockBytes += length;
    storedBytes += stored;
    int last = StoreProfile.FILL_STEPS - 1;
    blockFill.add(stored >= length ? last : stored * last / length, 1);
  }

  void page(int slotsOfBucket) {
    pages++;
    slots = Math.max(slots, slotsOfBucket);
  }

  void key(byte[] key, long entries) {
    int last = StoreProfile.KEY_STEPS - 1;
    keys.add((int) Math.min(last, axis.place(key) * StoreProfile.KEY_STEPS), entries);
  }

  void value(int length) {
    valueBytes += length;
    largestValue = Math.max(largestValue, length);
    valueSizes.add(Integer.SIZE - Integer.numberOfLeadingZeros(length), 1);
  }

  StoreProfile profile(int files, int filesRead, boolean whole, List<String> problems) {
    return new StoreProfile(
        files,
        filesRead,
        whole,
        blocks,
        blockBytes,
        storedBytes,
        blockFill,
        bucketSlots,
        slots,
        missLines,
        pages,
        valueSizes,
        valueBytes,
        largestValue,
        keys,
        List.copyOf(problems));
  }
}
