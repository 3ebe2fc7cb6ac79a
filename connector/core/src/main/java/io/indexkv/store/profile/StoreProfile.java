/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import java.util.List;

/**
 * How the bytes of a version are laid out.
 *
 * @param files number of its files that have entries
 * @param filesRead number of files that were read; the others are like them, as far as is known
 * @param wholeEntries whether every entry of these files was read; otherwise the key of each block
 *     and some entries at even distances
 * @param blocks number of blocks of the files that were read
 * @param blockBytes length of these blocks before compression
 * @param storedBytes length of these blocks as they are stored
 * @param blockFill stored length of blocks, in steps of 5 percent of their length before; the last
 *     step is that of blocks that are stored as they are
 * @param bucketSlots numbers of used slots in the buckets of hash indexes
 * @param slots number of slots that a bucket has at most
 * @param missLines numbers of buckets that the lookup of an absent key reads
 * @param pages number of pages of hash indexes that were read, of 64 KiB each
 * @param valueSizes lengths of values: 0 is an empty value, and n are the lengths from 2^(n-1) on
 * @param valueBytes length of all values that were read
 * @param largestValue length of the largest value that was read
 * @param keys entries by the place of their key, in equal steps on the {@link KeyAxis} from the
 *     smallest to the largest key; estimated if not every entry was read
 * @param problems what is wrong with files that could not be read
 */
public record StoreProfile(
    int files,
    int filesRead,
    boolean wholeEntries,
    long blocks,
    long blockBytes,
    long storedBytes,
    Counts blockFill,
    Counts bucketSlots,
    int slots,
    Counts missLines,
    long pages,
    Counts valueSizes,
    long valueBytes,
    long largestValue,
    Counts keys,
    List<String> problems) {
  /** Number of steps of {@link #blockFill}: each is 5 percent, and the last is 100 percent. */
  public static final int FILL_STEPS = 21;

  /** Number of steps of {@link #keys}. */
  public static final int KEY_STEPS = 120;
}
