/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.DirectShape;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import java.io.IOException;
import java.util.function.Supplier;

/** Computes the position of a key's entry from the key. Thread-safe. */
public final class DirectIndex extends EntryIndex {
  private final DirectShape shape;
  private final long entries;

  DirectIndex(
      Mapping mapping, Footer footer, DirectShape shape, FileChecks checks, FileErrors problems)
      throws IOException {
    super(mapping, footer, checks, problems);
    this.shape = shape;
    entries = footer.entries();
  }

  @Override
  public String name() {
    return "direct index";
  }

  @Override
  public boolean isContiguous() {
    return !shape.hasGaps() || super.isContiguous();
  }

  public DirectShape shape() {
    return shape;
  }

  /**
   * Position of the entry whose key has this number, or -1 if no entry has it. Verifies the page of
   * the key's line first.
   */
  public long position(long key) {
    long slot = key - shape.first();
    if (Long.compareUnsigned(slot, shape.slots()) >= 0) {
      return -1;
    }
    if (!shape.hasGaps()) {
      return slot * shape.stride();
    }
    long number = slot / Format.LINE_SLOTS;
    long line = line(number);
    int bit = (int) (slot % Format.LINE_SLOTS);
    if (DirectLine.has(line, bit) == 0) {
      return -1;
    }
    long entry = DirectLine.entry(line, bit);
    if (Long.compareUnsigned(entry, entries) >= 0) {
      throw bad(number, "entries below " + entries, entry).get();
    }
    return entry * shape.stride();
  }

  /** The error of an entry in the place of the key's entry that has another key. */
  public CorruptFileException wrongKey(long position) {
    return problems.corrupt(
        "entry or " + name(),
        Format.HEADER_SIZE + position,
        "the key whose place this is",
        "another key");
  }

  /** The index has no positions: entries of one length have theirs from their number. */
  @Override
  long count(long page) {
    return 0;
  }

  /**
   * The rank of a line and its bits lead to the rank of the next line, or to the number of entries
   * if it is the last. The first line has rank 0, and the last has no bits behind the last slot. If
   * the next page is damaged, that is the error, because its first rank means nothing then.
   */
  @Override
  Supplier<CorruptFileException> contradiction(long page) {
    if (page + 1 < pages() && !isIntact(page + 1)) {
      return () -> damaged(page + 1);
    }
    long end = Math.min(page + 1 << Format.BUCKETS_PER_PAGE_SHIFT, lines());
    for (long n = page << Format.BUCKETS_PER_PAGE_SHIFT; n < end; n++) {
      long found = DirectLine.next(address(n));
      long expected = n + 1 == lines() ? entries : DirectLine.rank(address(n + 1));
      if (found != expected) {
        return bad(n, expected + " entries before the next line", found);
      }
    }
    long rank = page == 0 ? DirectLine.rank(address(0)) : 0;
    if (rank != 0) {
      return bad(0, "rank 0 of the first line", rank);
    }
    int last = (int) ((shape.slots() - 1) % Format.LINE_SLOTS);
    return end == lines() && !DirectLine.isClearFrom(address(end - 1), last + 1)
        ? bad(end - 1, "no bit behind slot " + last, "another")
        : null;
  }

  private Supplier<CorruptFileException> bad(long line, String expected, Object found) {
    return () ->
        problems.corrupt(name(), offset() + (line << Format.BUCKET_SHIFT), expected, found);
  }
}
