/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

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

/** From a key's hash to the positions of the entries that may have it. Thread-safe. */
final class HashIndex {
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

  HashIndex(Mapping mapping, Header header, Footer footer, FileChecks checks, FileErrors problems)
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
   * Counts the positions on each page, with its checksum: what they sum up to, see {@link
   * EntryPositions}, is in PAGES. To be called before the first lookup, if at all.
   */
  void countInto(VerifiedUnits pages) {
    verified = pages;
    counting = true;
  }

  /** Whether every page has been verified. */
  boolean isComplete() {
    return verified.isComplete();
  }

  /** Address of the first bucket, from which all can be reached; 0 if there is none. */
  long contiguousAddress() {
    return contiguous;
  }

  /** Where it is in the file. */
  long offset() {
    return section.offset();
  }

  long buckets() {
    return buckets;
  }

  long home(long hash) {
    return Format.homeBucket(hash, homeBuckets);
  }

  /** Address of a bucket's line, its page verified. */
  long line(long bucket) {
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

  /** The line of the bucket that an overflowing one continues in. */
  long nextLine(long bucket) {
    expectNext(bucket);
    return line(bucket + 1);
  }

  /** Expects that a bucket which overflows is not the last. */
  void expectNext(long bucket) {
    if (bucket + 1 >= buckets) {
      throw problems.corrupt(
          "hash index", section.end(), "no overflow of the last bucket", "overflow");
    }
  }

  int used(long line) {
    int used = Memory.getByte(line + Format.BUCKET_USED);
    if (used < 0 || used > slots) {
      throw problems.corrupt(
          "hash index", section.offset(), "0 to " + slots + " slots in a bucket", used);
    }
    return used;
  }

  static boolean overflows(long line) {
    return (Memory.getByte(line + Format.BUCKET_FLAGS) & Format.OVERFLOW) != 0;
  }

  /**
   * The slots below USED whose tag is that of HASH, a bit each; now and then a bit is set in vain.
   * Does without a branch: which slot it is is chance, and a mispredicted branch costs more than
   * all the arithmetic here.
   *
   * <p>Finds the zero bytes of a word: Alan Mycroft, 1987.
   */
  static int matches(long line, int used, long hash) {
    long tag = (hash & 0xFF) * ONES;
    long low = Memory.getLong(line + Format.BUCKET_TAGS) ^ tag;
    // further tags, and bytes of the first positions, which are never below USED
    long high = Memory.getLong(line + Format.BUCKET_TAGS + Long.BYTES) ^ tag;
    long lowBits = gather((low - ONES) & ~low & HIGH_BITS);
    long highBits = gather((high - ONES) & ~high & HIGH_BITS);
    return (int) (lowBits | highBits << Long.BYTES) & ((1 << used) - 1);
  }

  /** The high bits of the eight bytes as one byte. */
  private static long gather(long highBits) {
    return (highBits >>> 7) * GATHER >>> 56;
  }

  /** Position of the entry of a slot; not yet compared with the length of the data space. */
  long position(long line, int slot) {
    // eight bytes of the line at most: the last position ends at byte 60
    return (Memory.getLong(line + slots + slot * positionWidth) & positionMask) << alignmentShift;
  }

  long pages() {
    return Format.blocks(section.size(), Format.HASH_PAGE_SHIFT);
  }

  /** Checks a page whether or not it has been checked before. */
  void check(long page) {
    problems.expectChecksum(
        "hash index",
        section.offset() + (page << Format.HASH_PAGE_SHIFT),
        checksum(page),
        found(page));
  }

  private int checksum(long page) {
    return Memory.getInt(mapping.address(checksums + page * 4));
  }

  /** The checksum of a page's bytes as they are. */
  private int found(long page) {
    long at = page << Format.HASH_PAGE_SHIFT;
    int length = (int) Math.min(Format.HASH_PAGE_SIZE, section.size() - at);
    return mapping.checksumAcross(start + at, length);
  }
}
