/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.Section;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Finds the positions of the entries that may have a key's hash. Thread-safe. */
public final class HashIndex {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long GATHER = 0x0102040810204080L;

  private final Mapping mapping;
  private final FileErrors problems;
  private final Section section;
  private final long start;
  private final long contiguous;
  private final long checksums;
  private final long homeBuckets;
  private final long buckets;
  private final int alignmentShift;
  private final int slots;
  private final int positionWidth;
  private final long positionMask;
  private VerifiedUnits verified;
  private final LongPredicate sound = page -> checksum(page) == found(page);

  /** Whether the positions on a page are counted when it is verified. */
  private boolean counting;

  public HashIndex(
      Mapping mapping, Header header, Footer footer, FileChecks checks, FileErrors problems)
      throws IOException {
    this.mapping = mapping;
    this.problems = problems;
    section = footer.hashIndex();
    start = section.offset() - Format.HEADER_SIZE;
    contiguous = mapping.contiguous(start, section.size());
    checksums = footer.hashChecksums().offset() - Format.HEADER_SIZE;
    homeBuckets = footer.homeBuckets();
    buckets = section.size() >>> Format.BUCKET_SHIFT;
    alignmentShift = header.alignmentShift();
    positionWidth = footer.positionWidth();
    slots = Format.slots(positionWidth);
    positionMask = (1L << 8 * positionWidth) - 1;
    verified = checks.pages(pages());
    problems.expectChecksum(
        "hash checksums",
        footer.hashChecksums().offset(),
        footer.hashChecksumsChecksum(),
        mapping.checksumAcross(checksums, footer.hashChecksums().size()));
  }

  /**
   * Makes the check of each page count its positions, too, and add them up in {@code pages}; see
   * {@link EntryPositions}. Call it before the first lookup, if at all.
   */
  public void countInto(VerifiedUnits pages) {
    verified = pages;
    counting = true;
  }

  /** Whether every page has been verified. */
  public boolean isComplete() {
    return verified.isComplete();
  }

  /** Address of the first bucket if all buckets can be reached from there, else 0. */
  public long contiguousAddress() {
    return contiguous;
  }

  /** Offset of the hash index in the file. */
  public long offset() {
    return section.offset();
  }

  public long buckets() {
    return buckets;
  }

  public long home(long hash) {
    return Format.homeBucket(hash, homeBuckets);
  }

  /** Address of a bucket's line. Verifies its page first. */
  public long line(long bucket) {
    if (!verified.contains(bucket >>> Format.BUCKETS_PER_PAGE_SHIFT)) {
      verify(bucket >>> Format.BUCKETS_PER_PAGE_SHIFT);
    }
    return mapping.address(start + (bucket << Format.BUCKET_SHIFT));
  }

  private void verify(long page) {
    check(page);
    if (counting) {
      verified.add(page, count(page), this::countIfSound);
    } else {
      verified.add(page, sound);
    }
  }

  private OptionalLong countIfSound(long page) {
    try {
      return sound.test(page) ? OptionalLong.of(count(page)) : OptionalLong.empty();
    } catch (CorruptFileException e) {
      return OptionalLong.empty();
    }
  }

  private long count(long page) {
    long sum = 0;
    long end = Math.min(page + 1 << Format.BUCKETS_PER_PAGE_SHIFT, buckets);
    for (long bucket = page << Format.BUCKETS_PER_PAGE_SHIFT; bucket < end; bucket++) {
      long line = mapping.address(start + (bucket << Format.BUCKET_SHIFT));
      int used = used(line);
      for (int slot = 0; slot < used; slot++) {
        sum += EntryPositions.count(position(line, slot));
      }
    }
    return sum;
  }

  /** The line of the bucket in which an overflowing bucket continues. */
  public long nextLine(long bucket) {
    expectNext(bucket);
    return line(bucket + 1);
  }

  /** Checks that an overflowing bucket is not the last one. */
  public void expectNext(long bucket) {
    if (bucket + 1 >= buckets) {
      throw problems.corrupt(
          "hash index", section.end(), "no overflow of the last bucket", "overflow");
    }
  }

  public int used(long line) {
    int used = Memory.getByte(line + Format.BUCKET_USED);
    if (used < 0 || used > slots) {
      throw problems.corrupt(
          "hash index", section.offset(), "0 to " + slots + " slots in a bucket", used);
    }
    return used;
  }

  public static boolean overflows(long line) {
    return (Memory.getByte(line + Format.BUCKET_FLAGS) & Format.OVERFLOW) != 0;
  }

  /**
   * The slots below {@code used} whose tag is that of {@code hash}, as one bit for each slot. Now
   * and then a bit is set although the tag differs. Branch-free: the matching slot is
   * unpredictable, and a mispredicted branch would cost more than all the arithmetic here.
   *
   * <p>Finds zero bytes in a word by the method of Alan Mycroft, 1987.
   */
  public static int matches(long line, int used, long hash) {
    long tag = (hash & 0xFF) * ONES;
    long low = Memory.getLong(line + Format.BUCKET_TAGS) ^ tag;
    // further tags, and bytes of the first positions, whose bits the last mask clears
    long high = Memory.getLong(line + Format.BUCKET_TAGS + Long.BYTES) ^ tag;
    long lowBits = gather((low - ONES) & ~low & HIGH_BITS);
    long highBits = gather((high - ONES) & ~high & HIGH_BITS);
    return (int) (lowBits | highBits << Long.BYTES) & ((1 << used) - 1);
  }

  /** Gathers the high bits of eight bytes in one byte. */
  private static long gather(long highBits) {
    return (highBits >>> 7) * GATHER >>> 56;
  }

  /** Position of a slot's entry. The caller compares it with the length of the data space. */
  public long position(long line, int slot) {
    // reads eight bytes, all of them in the line: the last position ends at byte 60
    return (Memory.getLong(line + slots + slot * positionWidth) & positionMask) << alignmentShift;
  }

  public long pages() {
    return Format.blocks(section.size(), Format.HASH_PAGE_SHIFT);
  }

  /** Checks a page, even if it has been checked before. */
  public void check(long page) {
    problems.expectChecksum(
        "hash index",
        section.offset() + (page << Format.HASH_PAGE_SHIFT),
        checksum(page),
        found(page));
  }

  private int checksum(long page) {
    return Memory.getInt(mapping.address(checksums + page * 4));
  }

  /** The actual checksum of a page's bytes. */
  private int found(long page) {
    long at = page << Format.HASH_PAGE_SHIFT;
    int length = (int) Math.min(Format.HASH_PAGE_SIZE, section.size() - at);
    return mapping.checksumAcross(start + at, length);
  }
}
