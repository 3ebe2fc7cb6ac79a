/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** From a key's hash to the positions of the entries that may have it. Thread-safe. */
final class HashIndex {
  private final Mapping mapping;
  private final Problems problems;
  private final Section section;
  private final long start;
  private final long checksums;
  private final long homeBuckets;
  private final long buckets;
  private final int positionBits;
  private final long positionMask;
  private final long fingerprintMask;
  private final int alignmentShift;
  private final Verified verified;

  HashIndex(Mapping mapping, Header header, Footer footer, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
    section = footer.hashIndex();
    start = section.offset() - Format.HEADER_SIZE;
    checksums = footer.hashChecksums().offset() - Format.HEADER_SIZE;
    homeBuckets = footer.homeBuckets();
    buckets = section.size() >>> Format.BUCKET_SHIFT;
    positionBits = footer.positionBits();
    positionMask = (1L << positionBits) - 1;
    fingerprintMask = Format.SLOT_MASK >>> positionBits;
    alignmentShift = header.alignmentShift();
    verified = new Verified(pages());
    problems.expectChecksum(
        "hash checksums",
        footer.hashChecksums().offset(),
        footer.hashChecksumsChecksum(),
        mapping.checksumAcross(checksums, footer.hashChecksums().size()));
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
      check(bucket >>> Format.BUCKETS_PER_PAGE_SHIFT);
      verified.add(bucket >>> Format.BUCKETS_PER_PAGE_SHIFT);
    }
    return mapping.address(start + (bucket << Format.BUCKET_SHIFT));
  }

  /** The line of the bucket that an overflowing one continues in. */
  long nextLine(long bucket) {
    if (bucket + 1 >= buckets) {
      throw problems.corrupt(
          "hash index", section.end(), "no overflow of the last bucket", "overflow");
    }
    return line(bucket + 1);
  }

  int used(long line) {
    int used = Memory.getByte(line + Format.BUCKET_USED);
    if (used < 0 || used > Format.SLOTS) {
      throw problems.corrupt("hash index", section.offset(), "0 to 10 slots in a bucket", used);
    }
    return used;
  }

  static boolean overflows(long line) {
    return (Memory.getByte(line + Format.BUCKET_FLAGS) & Format.OVERFLOW) != 0;
  }

  /** The first of the slots FROM to USED - 1 whose fingerprint fits, or -1. */
  int match(long line, int from, int used, long hash) {
    long fingerprint = hash & fingerprintMask;
    for (int s = from; s < used; s++) {
      if (fingerprint(line, s) == fingerprint) {
        return s;
      }
    }
    return -1;
  }

  private long fingerprint(long line, int slot) {
    // the last slot's eight bytes end at byte 62 of the line
    return (Memory.getLong(line + slot * Format.SLOT_SIZE) & Format.SLOT_MASK) >>> positionBits;
  }

  /** Position of the entry of a slot; not yet compared with the length of the data space. */
  long position(long line, int slot) {
    return (Memory.getLong(line + slot * Format.SLOT_SIZE) & positionMask) << alignmentShift;
  }

  boolean hasFingerprint(long line, int slot, long hash) {
    return fingerprint(line, slot) == (hash & fingerprintMask);
  }

  long pages() {
    return Format.blocks(section.size(), Format.HASH_PAGE_SHIFT);
  }

  /** Checks a page whether or not it has been checked before. */
  void check(long page) {
    long at = page << Format.HASH_PAGE_SHIFT;
    int length = (int) Math.min(Format.HASH_PAGE_SIZE, section.size() - at);
    problems.expectChecksum(
        "hash index",
        section.offset() + at,
        Memory.getInt(mapping.address(checksums + page * 4)),
        mapping.checksumAcross(start + at, length));
  }
}
