/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.file.format.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects the keys of a file as bits, as long as a direct index could lead to its entries. Takes a
 * bit for each slot once there is a gap, and nothing before.
 */
final class DirectIndexBuilder {
  /** Maximum bytes of lines for each entry. A hash index takes about twice as many. */
  private static final int MAX_BYTES = 4;

  /** Maximum number of slots for each entry with that. */
  private static final long MAX_SLOTS = (long) MAX_BYTES * Format.LINE_SLOTS / Format.BUCKET_SIZE;

  /** Number of slots that may be too many for the entries so far; they take 512 KiB. */
  private static final long WAITING_SLOTS = 4 << 20;

  /** Takes one key after the other. */
  interface Keys {
    void add(long number, long position);
  }

  private long first;
  private long entries;
  private long slots;
  private long largestGap;
  private long stride;

  /** A bit for each slot; null as long as all slots have an entry. */
  private long[] bits;

  /**
   * Adds the entry at {@code position}. Keys come in ascending order.
   *
   * @return whether a direct index can still lead to all entries; if not, this one is not added
   */
  boolean add(long number, long position) {
    if (entries == 0) {
      first = number;
      entries = 1;
      slots = 1;
      return true;
    }
    if (entries == 1) {
      stride = position;
    }
    long slot = number - first;
    if (position != entries * stride || slot < 0 || slot >= maxSlots()) {
      return false;
    }
    if (slot > slots) {
      largestGap = Math.max(largestGap, slot - slots);
      if (bits == null) {
        bits = new long[words(slot + 1)];
        setAll(slots);
      }
    }
    if (bits != null) {
      set(slot);
    }
    slots = slot + 1;
    entries++;
    return true;
  }

  private long maxSlots() {
    long most = Math.max(WAITING_SLOTS, MAX_SLOTS * (entries + 1));
    return Math.min(most, (long) Long.SIZE * (Integer.MAX_VALUE >>> 1));
  }

  private static int words(long slots) {
    return (int) ((slots + Long.SIZE - 1) >>> 6);
  }

  private void setAll(long count) {
    Arrays.fill(bits, 0, (int) (count >>> 6), -1);
    if ((count & 63) != 0) {
      bits[(int) (count >>> 6)] = (1L << count) - 1;
    }
  }

  private void set(long slot) {
    int word = (int) (slot >>> 6);
    if (word >= bits.length) {
      bits = Arrays.copyOf(bits, word + 1 + (word >>> 1));
    }
    bits[word] |= 1L << slot;
  }

  /**
   * Whether a file whose first entries are those so far may get a direct index. A gap counts
   * nothing here: many tables begin with a row for what is unknown.
   */
  boolean isLikely() {
    return slots - largestGap <= MAX_SLOTS * entries;
  }

  /** Whether a direct index is right for exactly these entries. */
  boolean isRight(long dataLength) {
    return entries > 0
        && (entries == 1 || dataLength == entries * stride)
        && lines() * Format.BUCKET_SIZE <= MAX_BYTES * entries;
  }

  /** Number of entries so far. */
  long entries() {
    return entries;
  }

  /** Number of lines that the index has. */
  long lines() {
    return bits == null ? 0 : Format.lines(slots);
  }

  /** Gives all keys to {@code to}, in their order. */
  void replay(Keys to) {
    long entry = 0;
    for (long slot = 0; slot < slots; slot++) {
      if (bits == null || (bits[(int) (slot >>> 6)] >>> slot & 1) != 0) {
        to.add(first + slot, entry++ * stride);
      }
    }
  }

  /** Writes the lines. */
  void write(IndexPages out) throws IOException {
    long rank = 0;
    for (long n = 0; n < lines(); n++) {
      ByteBuffer page = out.bytes();
      page.putLong(out.line() + Format.LINE_RANK, rank);
      for (int w = 0; w < Format.LINE_WORDS; w++) {
        long word = n * Format.LINE_WORDS + w;
        long set = word < bits.length ? bits[(int) word] : 0;
        page.putLong(out.line() + Format.LINE_BITS + w * Long.BYTES, set);
        rank += Long.bitCount(set);
      }
      out.endLine();
    }
  }
}
