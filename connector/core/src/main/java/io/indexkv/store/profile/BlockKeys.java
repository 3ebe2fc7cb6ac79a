/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The block index of a file: what each block takes, and its key. */
final class BlockKeys {
  private final ByteBuffer bytes;
  private final Footer footer;
  private final FileErrors problems;
  private final int shift;
  private final int count;
  private final int keyEnds;
  private final int keys;

  /** Takes the bytes of the section. */
  BlockKeys(byte[] section, FileEnvelope envelope, FileErrors problems) {
    this.problems = problems;
    bytes = ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN);
    footer = envelope.footer();
    shift = envelope.header().blockShift();
    // the footer's check has shown that the section has room for them
    count = (int) Format.blocks(footer.dataLength(), shift);
    keyEnds = count * Format.BLOCK_RECORD_SIZE;
    keys = keyEnds + count * Format.KEY_END_SIZE;
  }

  int count() {
    return count;
  }

  /** Length of a block before compression. */
  long length(int block) {
    return Math.min(1L << shift, footer.dataLength() - ((long) block << shift));
  }

  /** Length of a block as it is stored. */
  long storedLength(int block) {
    long end = block + 1 < count ? storedOffset(block + 1) : footer.dataEnd();
    long length = end - storedOffset(block);
    if (length <= 0 || length > length(block)) {
      throw bad(block, "a stored length of 1 to " + length(block), length);
    }
    return length;
  }

  private long storedOffset(int block) {
    return bytes.getLong(block * Format.BLOCK_RECORD_SIZE);
  }

  byte[] key(int block) {
    long from = block == 0 ? 0 : keyEnd(block - 1);
    long to = keyEnd(block);
    if (from < 0 || to < from || to > bytes.capacity() - keys) {
      throw bad(block, "a key inside the section", to);
    }
    return Arrays.copyOfRange(bytes.array(), keys + (int) from, keys + (int) to);
  }

  private long keyEnd(int block) {
    return bytes.getLong(keyEnds + block * Format.KEY_END_SIZE);
  }

  private CorruptFileException bad(int block, String expected, Object found) {
    return problems.corrupt(
        "block index, block " + block, footer.blockIndex().offset(), expected, found);
  }
}
