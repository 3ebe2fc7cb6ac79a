/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import java.io.IOException;
import java.util.function.Supplier;

/** Finds the positions of the entries that may have a key's hash. Thread-safe. */
public final class HashIndex extends EntryIndex {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long GATHER = 0x0102040810204080L;

  private final long homeBuckets;
  private final int alignmentShift;
  private final int slots;
  private final int positionWidth;
  private final long positionMask;

  HashIndex(Mapping mapping, Header header, Footer footer, FileChecks checks, FileErrors problems)
      throws IOException {
    super(mapping, footer, checks, problems);
    homeBuckets = footer.homeBuckets();
    alignmentShift = header.alignmentShift();
    positionWidth = footer.positionWidth();
    slots = Format.slots(positionWidth);
    positionMask = (1L << 8 * positionWidth) - 1;
  }

  @Override
  public String name() {
    return "hash index";
  }

  public long buckets() {
    return lines();
  }

  public long home(long hash) {
    return Format.homeBucket(hash, homeBuckets);
  }

  @Override
  long count(long page) {
    long sum = 0;
    long end = Math.min(page + 1 << Format.BUCKETS_PER_PAGE_SHIFT, buckets());
    for (long bucket = page << Format.BUCKETS_PER_PAGE_SHIFT; bucket < end; bucket++) {
      long line = address(bucket);
      int used = used(line);
      for (int slot = 0; slot < used; slot++) {
        sum += EntryPositions.count(position(line, slot));
      }
    }
    return sum;
  }

  /** A bucket says nothing about its neighbours that could be checked by itself. */
  @Override
  Supplier<CorruptFileException> contradiction(long page) {
    return null;
  }

  /** The line of the bucket in which an overflowing bucket continues. */
  public long nextLine(long bucket) {
    expectNext(bucket);
    return line(bucket + 1);
  }

  /** Checks that an overflowing bucket is not the last one. */
  public void expectNext(long bucket) {
    if (bucket + 1 >= buckets()) {
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
}
