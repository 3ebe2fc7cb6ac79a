/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.KeyCut;
import io.indexkv.file.format.Section;
import java.util.function.LongPredicate;

/** The block index: where blocks are stored, their checksums and first keys. Thread-safe. */
public final class BlockIndex {
  private final Mapping mapping;
  private final FileErrors problems;
  private final long dataLength;

  /** Offset in the file behind the last stored byte. */
  private final long dataEnd;

  private final int blockShift;
  private final long records;
  private final long keyEnds;
  private final long keyBytes;
  private final long keyBytesLength;
  private final long blocks;
  private final VerifiedUnits verified;
  private final LongPredicate sound = block -> checksum(block) == found(block);

  /** Opens the section and checks its checksum. {@link BlockIndexShape} checks the rest. */
  BlockIndex(
      Mapping mapping, Header header, Footer footer, FileChecks checks, FileErrors problems) {
    this.mapping = mapping;
    this.problems = problems;
    dataLength = footer.dataLength();
    dataEnd = footer.dataEnd();
    blockShift = header.blockShift();
    blocks = Format.blocks(dataLength, blockShift);
    Section s = footer.blockIndex();
    records = s.offset() - Format.HEADER_SIZE;
    keyEnds = records + blocks * Format.BLOCK_RECORD_SIZE;
    keyBytes = keyEnds + blocks * Format.KEY_END_SIZE;
    keyBytesLength = s.end() - Format.HEADER_SIZE - keyBytes;
    problems.expectChecksum(
        "block index",
        s.offset(),
        footer.blockIndexChecksum(),
        mapping.checksumAcross(records, s.size()));
    problems.expect(
        "block index", s.offset(), "length of its keys", keyEnd(blocks - 1), keyBytesLength);
    verified = checks.blocks(blocks);
  }

  /** Number of blocks. */
  public long blocks() {
    return blocks;
  }

  public int shift() {
    return blockShift;
  }

  private long record(long block) {
    return mapping.address(records + block * Format.BLOCK_RECORD_SIZE);
  }

  public long storedOffset(long block) {
    return Memory.getLong(record(block));
  }

  /** Offset in the file behind the stored bytes of a block. */
  long storedEnd(long block) {
    return block + 1 < blocks ? storedOffset(block + 1) : dataEnd;
  }

  /** Length of a block as it is stored, which {@link #length} is at most. */
  public int storedLength(long block) {
    long stored = storedEnd(block) - storedOffset(block);
    int length = length(block);
    if (stored <= 0 || stored > length) {
      throw problems.corrupt(
          "block index",
          storedOffset(block),
          "1 to %d stored bytes of block %d".formatted(length, block),
          stored);
    }
    return (int) stored;
  }

  int checksum(long block) {
    return Memory.getInt(record(block) + 8);
  }

  /**
   * Position of the first entry that starts in {@code block} or in a block behind it. The data
   * length if there is none.
   */
  public long firstEntryFrom(long block) {
    for (long b = block; b < blocks; b++) {
      long first = firstEntryIn(b);
      if (first >= 0) {
        return first;
      }
    }
    return dataLength;
  }

  /** Position of the first entry that starts in {@code block}, or -1 if none does. */
  public long firstEntryIn(long block) {
    int offset = Memory.getInt(record(block) + 12);
    if (offset == Format.NO_ENTRY) {
      return -1;
    }
    long start = block << blockShift;
    long position = start + offset;
    if (offset < 0 || position >= end(block)) {
      throw problems.corrupt(
          "block index", Format.HEADER_SIZE + start, "a first entry inside its block", offset);
    }
    return position;
  }

  private long keyEnd(long block) {
    return block < 0 ? 0 : Memory.getLong(mapping.address(keyEnds + block * Format.KEY_END_SIZE));
  }

  /** A copy of a block's key. */
  public byte[] key(long block) {
    long start = keyEnd(block - 1);
    return Memory.copy(mapping.address(keyBytes + start), keyLength(block, start));
  }

  private int keyLength(long block, long start) {
    long end = keyEnd(block);
    if (start < 0 || end < start || end > keyBytesLength || end - start > Format.MAX_KEY_LENGTH) {
      throw problems.corrupt(
          "block index",
          Format.HEADER_SIZE + keyEnds + block * Format.KEY_END_SIZE,
          "a key end from " + start + " to " + keyBytesLength,
          end);
    }
    return (int) (end - start);
  }

  long keyAddress(long block) {
    return mapping.address(keyBytes + keyEnd(block - 1));
  }

  int keyLength(long block) {
    return keyLength(block, keyEnd(block - 1));
  }

  /**
   * Checks that the first entry behind {@code block} starts where the index says.
   *
   * @param position end of the entry before it; the data length or more if no entry follows
   */
  public void expectNext(long block, long position) {
    long expected = firstEntryFrom(block + 1);
    if (Math.min(position, dataLength) != expected) {
      throw problems.corrupt(
          "block index",
          Format.HEADER_SIZE + position,
          "the first entry behind block " + block + " at position " + expected,
          position);
    }
  }

  /** Checks that the first entry in {@code block} has the key that the index says. */
  public void expectKey(long block, long address, int length) {
    if (Memory.compare(keyAddress(block), keyLength(block), address, length) != 0) {
      throw otherKey(block);
    }
  }

  /** The error for a block whose first entry has another key than the index says. */
  public CorruptFileException otherKey(long block) {
    return problems.corrupt(
        "block index",
        Format.HEADER_SIZE + (block << blockShift),
        "the key of the first entry in block " + block,
        "another");
  }

  /**
   * The last block whose key is not above {@code key} and in which an entry starts; 0 if all keys
   * are larger.
   */
  public long search(byte[] key) {
    return search(key, 0, key.length, KeyCut.BEHIND);
  }

  /**
   * The last block whose key is before a cut and in which an entry starts; 0 if all keys are behind
   * it. The cut is at the key in {@code length} bytes from {@code offset} on.
   */
  public long search(byte[] key, int offset, int length, KeyCut cut) {
    long low = 0;
    long high = blocks - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      long start = keyEnd(middle - 1);
      int found = keyLength(middle, start);
      if (cut.isBehind(mapping.address(keyBytes + start), found, key, offset, length)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    while (low > 0 && firstEntryIn(low) < 0) {
      low--;
    }
    return low;
  }

  /** Length of a block before compression. */
  public int length(long block) {
    return (int) (end(block) - (block << blockShift));
  }

  /** Position behind the last byte of a block. */
  public long end(long block) {
    return Math.min((block + 1) << blockShift, dataLength);
  }

  /** Whether every block has been verified. */
  public boolean isComplete() {
    return verified.isComplete();
  }

  public VerifiedUnits verified() {
    return verified;
  }

  /**
   * Checks the blocks that hold the positions {@code start} to {@code end - 1}, each once in the
   * life of its {@link FileChecks}.
   */
  public void verify(long start, long end) {
    long last = (end - 1) >>> blockShift;
    for (long b = start >>> blockShift; b <= last; b++) {
      if (!verified.contains(b)) {
        check(b);
        verified.add(b, sound);
      }
    }
  }

  /** Checks a block whether or not it has been checked before. */
  public void check(long block) {
    problems.expectChecksum(
        "data block " + block,
        Format.HEADER_SIZE + (block << blockShift),
        checksum(block),
        found(block));
  }

  /** The actual checksum of a block's bytes. */
  private int found(long block) {
    long start = block << blockShift;
    return mapping.checksum(start, (int) (end(block) - start));
  }
}
