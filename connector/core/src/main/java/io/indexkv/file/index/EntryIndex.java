/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Leads from a key to its entry. It consists of lines of 64 bytes, in pages with a checksum each,
 * which is checked at the first use of the page. Thread-safe.
 */
public abstract sealed class EntryIndex permits HashIndex, DirectIndex {
  final Mapping mapping;
  final FileErrors problems;
  final Section section;
  private final long start;
  private final long contiguous;
  private final long checksums;
  private final long lines;
  private VerifiedUnits verified;
  private final LongPredicate sound = page -> isIntact(page) && contradiction(page) == null;

  /** Whether the positions on a page are counted when it is verified. */
  private boolean counting;

  EntryIndex(Mapping mapping, Footer footer, FileChecks checks, FileErrors problems)
      throws IOException {
    this.mapping = mapping;
    this.problems = problems;
    section = footer.hashIndex();
    start = section.offset() - Format.HEADER_SIZE;
    contiguous = mapping.contiguous(start, section.size());
    checksums = footer.hashChecksums().offset() - Format.HEADER_SIZE;
    lines = section.size() >>> Format.BUCKET_SHIFT;
    verified = checks.pages(pages());
    problems.expectChecksum(
        "hash checksums",
        footer.hashChecksums().offset(),
        footer.hashChecksumsChecksum(),
        mapping.checksumAcross(checksums, footer.hashChecksums().size()));
  }

  /** The index of a file, of the kind that its footer says. */
  public static EntryIndex open(
      Mapping mapping, FileEnvelope envelope, FileChecks checks, FileErrors problems)
      throws IOException {
    Footer footer = envelope.footer();
    return footer.isDirect()
        ? new DirectIndex(mapping, footer, envelope.direct(problems), checks, problems)
        : new HashIndex(mapping, envelope.header(), footer, checks, problems);
  }

  /** Its name, for messages. */
  public abstract String name();

  /** Sum of the counts of the positions on a page; see {@link EntryPositions}. */
  abstract long count(long page);

  /** The error of the first line of a page that contradicts its neighbours; null if none does. */
  abstract Supplier<CorruptFileException> contradiction(long page);

  /**
   * Makes the check of each page count its positions, too, and add them up in {@code pages}; see
   * {@link EntryPositions}. Call it before the first lookup, if at all.
   */
  public final void countInto(VerifiedUnits pages) {
    verified = pages;
    counting = true;
  }

  /** Whether every page has been verified. */
  public final boolean isComplete() {
    return verified.isComplete();
  }

  /** Address of the first line if all lines can be reached from there, else 0. */
  public final long contiguousAddress() {
    return contiguous;
  }

  /** Whether there are entries, and all lines that lead to them can be reached from one address. */
  public boolean isContiguous() {
    return contiguous != 0;
  }

  /** Offset of the index in the file. */
  public final long offset() {
    return section.offset();
  }

  /** Number of lines. */
  final long lines() {
    return lines;
  }

  /** Address of a line. Verifies its page first. */
  public final long line(long line) {
    if (!verified.contains(line >>> Format.BUCKETS_PER_PAGE_SHIFT)) {
      verify(line >>> Format.BUCKETS_PER_PAGE_SHIFT);
    }
    return address(line);
  }

  /** Address of a line, of which nothing has been checked. */
  final long address(long line) {
    return mapping.address(start + (line << Format.BUCKET_SHIFT));
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

  public final long pages() {
    return Format.blocks(section.size(), Format.HASH_PAGE_SHIFT);
  }

  /** Whether a page has its checksum. */
  final boolean isIntact(long page) {
    return checksum(page) == found(page);
  }

  /** The error of a page that does not have its checksum. */
  final CorruptFileException damaged(long page) {
    return problems.badChecksum(
        name(), section.offset() + (page << Format.HASH_PAGE_SHIFT), checksum(page), found(page));
  }

  /** Checks a page, even if it has been checked before. */
  public final void check(long page) {
    if (!isIntact(page)) {
      throw damaged(page);
    }
    Supplier<CorruptFileException> contradiction = contradiction(page);
    if (contradiction != null) {
      throw contradiction.get();
    }
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
