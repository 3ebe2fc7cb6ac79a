/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.Properties;

/**
 * Checks, when a file is opened, that its block index is consistent. It reads each block's record
 * and key once, and no entry.
 */
public record BlockIndexShape(
    BlockIndex blocks, Header header, Footer footer, FileErrors problems) {
  /** Opens the block index of a file, and checks its checksum and its shape. */
  public static BlockIndex open(
      Mapping mapping, FileEnvelope envelope, FileChecks checks, FileErrors problems) {
    Header header = envelope.header();
    Footer footer = envelope.footer();
    BlockIndex blocks = new BlockIndex(mapping, header, footer, checks, problems);
    new BlockIndexShape(blocks, header, footer, problems).check(envelope.properties());
    return blocks;
  }

  /**
   * Checks all blocks.
   *
   * @throws CorruptFileException if the index contradicts itself or the file's smallest and largest
   *     key
   */
  void check(Properties properties) {
    long count = blocks.blocks();
    if (count == 0) {
      return;
    }
    for (long b = 0; b < count; b++) {
      first(b);
      keyLength(b);
      if (b > 0) {
        order(b);
      }
    }
    byte[] smallest = properties.smallestKey();
    if (compare(0, smallest) != 0) {
      throw bad(0, "the smallest key of the properties", "another key");
    }
    byte[] largest = properties.largestKey();
    if (compare(count - 1, largest) > 0) {
      throw bad(count - 1, "a key of at most the largest of the properties", "a larger key");
    }
  }

  private void first(long block) {
    long first = blocks.firstEntryIn(block);
    if (block == 0 && first != 0) {
      throw bad(block, "a first entry at position 0", first < 0 ? "none" : first);
    }
    if ((first & (1L << header.alignmentShift()) - 1) != 0 && first > 0) {
      throw bad(block, "a first entry that is aligned", first);
    }
  }

  private void keyLength(long block) {
    int length = blocks.keyLength(block);
    if (header.keyWidth() > 0 && length != header.keyWidth()) {
      throw bad(block, "a key of " + header.keyWidth() + " bytes", length + " bytes");
    }
  }

  /** Checks that keys ascend. A block in which no entry starts may repeat the key before. */
  private void order(long block) {
    int order =
        Memory.compare(
            blocks.keyAddress(block - 1),
            blocks.keyLength(block - 1),
            blocks.keyAddress(block),
            blocks.keyLength(block));
    if (order > 0 || order == 0 && blocks.firstEntryIn(block) >= 0) {
      throw bad(block, "a key above that of the block before", "one that is not");
    }
  }

  private int compare(long block, byte[] key) {
    return Memory.compare(blocks.keyAddress(block), blocks.keyLength(block), key, key.length);
  }

  private CorruptFileException bad(long block, String expected, Object found) {
    return problems.corrupt(
        "block index, block " + block,
        footer.blockIndex().offset() + block * Format.BLOCK_RECORD_SIZE,
        expected,
        found);
  }
}
