/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads a whole store file and checks every rule of docs/store-file-format.md. */
final class Verification {
  /** Finds keys as the reader's users do. */
  interface Search {
    /** Position of the entry with this key, or -1. */
    long find(byte[] key, int offset, int length);
  }

  private final FileErrors problems;
  private final FileEnvelope envelope;
  private final Footer footer;
  private final Mapping mapping;
  private final BlockIndex blocks;
  private final EntryIndex index;
  private final DataSpace data;
  private final Search search;

  Verification(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      EntryIndex index,
      DataSpace data,
      Search search) {
    this.problems = problems;
    this.envelope = envelope;
    this.mapping = mapping;
    this.blocks = blocks;
    this.index = index;
    this.data = data;
    this.search = search;
    footer = envelope.footer();
  }

  void run() {
    blocks();
    for (long page = 0; page < index.pages(); page++) {
      index.check(page);
    }
    padding();
    content();
    properties();
    entries();
    if (index instanceof HashIndex buckets) {
      new BucketVerification(buckets, data, footer, problems).run();
    }
  }

  private void blocks() {
    for (long b = 0; b < blocks.blocks(); b++) {
      data.check(b);
    }
    data.expectBeginning();
  }

  private void padding() {
    zeros(footer.dataEnd(), footer.blockIndex().offset());
    zeros(footer.blockIndex().end(), footer.hashIndex().offset());
    zeros(footer.hashIndex().end(), footer.hashChecksums().offset());
    zeros(footer.hashChecksums().end(), footer.properties().offset());
    zeros(footer.properties().end(), footer.fileLength() - Format.FOOTER_SIZE);
  }

  /** Checks the sum of all bytes before the footer. Encoding the header gives its bytes again. */
  private void content() {
    CRC32C crc = new CRC32C();
    crc.update(envelope.header().encode());
    mapping.update(crc, 0, footer.fileLength() - Format.FOOTER_SIZE - Format.HEADER_SIZE);
    problems.expectChecksum("file", 0, footer.contentChecksum(), (int) crc.getValue());
  }

  private void zeros(long from, long to) {
    for (long at = from; at < to; at++) {
      int b = Memory.getByte(mapping.address(at - Format.HEADER_SIZE));
      if (b != 0) {
        throw problems.corrupt("padding", at, "zero", b);
      }
    }
  }

  /**
   * Checks that the properties have their only valid form: names in order, UTF-8, no keys in a file
   * without entries.
   */
  private void properties() {
    Section s = footer.properties();
    byte[] stored = new byte[(int) s.size()];
    mapping.read(s.offset() - Format.HEADER_SIZE, stored, stored.length);
    if (!Arrays.equals(stored, envelope.properties().encode())) {
      throw problems.corrupt(
          "properties", s.offset(), "UTF-8, names in their order", "another form of the same");
    }
  }

  private void entries() {
    PositionCursor cursor = data.cursor(0);
    byte[] key = null;
    long count = 0;
    long block = 0;
    while (cursor.next()) {
      byte[] before = key;
      key = cursor.key();
      long position = cursor.position();
      if (before != null && Arrays.compareUnsigned(before, key) >= 0) {
        throw badEntry(position, "a key above the one before", "one that is not");
      }
      if (count++ == 0 && !Arrays.equals(key, envelope.properties().smallestKey())) {
        throw badEntry(position, "the smallest key of the properties", "another");
      }
      block = blockKeys(block, position, key, before);
      long found = search.find(key, 0, key.length);
      if (found != position) {
        throw badEntry(position, "that the %s leads here".formatted(index.name()), found);
      }
      entryPadding(cursor);
    }
    for (; block < blocks.blocks(); block++) {
      covered(block, key);
    }
    problems.expect("footer", footer.fileLength() - 120, "entries", footer.entries(), count);
    if (count > 0) {
      problems.expect(
          "entry", footer.dataEnd(), "last entry's end", cursor.nextPosition(), data.length());
    }
    if (count > 0 && !Arrays.equals(key, envelope.properties().largestKey())) {
      throw badEntry(0, "the largest key of the properties at the end", "another");
    }
  }

  /** Checks the padding before and behind an entry's value. */
  private void entryPadding(PositionCursor cursor) {
    int head = cursor.keyOffset + cursor.keyLength + Format.varintLength(cursor.valueLength);
    zeros(cursor, head, cursor.valueOffset);
    int end = cursor.valueOffset + cursor.valueLength;
    zeros(cursor, end, (int) (cursor.nextPosition() - cursor.position()));
  }

  private void zeros(PositionCursor cursor, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = Memory.getByte(cursor.address + i);
      if (b != 0) {
        throw badEntry(cursor.position() + i, "zero as padding", b);
      }
    }
  }

  /**
   * Checks the block index for the blocks up to that of an entry. Returns the next unchecked block.
   */
  private long blockKeys(long from, long position, byte[] key, byte[] before) {
    long last = position >>> blocks.shift();
    for (long block = from; block < last; block++) {
      covered(block, before);
    }
    if (from <= last) {
      expectFirst(last, position);
      expectKey(last, key);
    }
    return Math.max(from, last + 1);
  }

  private void covered(long block, byte[] key) {
    expectFirst(block, -1);
    expectKey(block, key);
  }

  private void expectFirst(long block, long position) {
    problems.expect(
        "block index",
        Format.HEADER_SIZE + (block << blocks.shift()),
        "first entry of block " + block + " at position",
        blocks.firstEntryIn(block),
        position);
  }

  private void expectKey(long block, byte[] key) {
    if (!Arrays.equals(blocks.key(block), key)) {
      throw problems.corrupt(
          "block index",
          Format.HEADER_SIZE + (block << blocks.shift()),
          "the key of the block's first or covering entry",
          "another");
    }
  }

  private CorruptFileException badEntry(long position, String expected, Object found) {
    return problems.corrupt(
        "entry at position " + position, Format.HEADER_SIZE + position, expected, found);
  }
}
