/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Cuts the data space into blocks, passes them on to be stored, and keeps the block index. The
 * index takes 24 bytes and a key for each block.
 */
final class BlockWriter {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final StoredBlockWriter stored;
  private final byte[] block;
  private final CRC32C checksum = new CRC32C();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final ByteArrayOutputStream keyEnds = new ByteArrayOutputStream();
  private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
  private final ByteBuffer record =
      ByteBuffer.allocate(Format.BLOCK_RECORD_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private long blockStart;
  private int inBlock;
  private int firstEntry = Format.NO_ENTRY;
  private byte[] blockKey = new byte[0];
  private byte[] lastKey = new byte[64];
  private int lastKeyLength;

  BlockWriter(StoredBlockWriter stored, int blockShift) {
    this.stored = stored;
    block = new byte[1 << blockShift];
  }

  /** Position of the next byte in the data space. */
  long position() {
    return blockStart + inBlock;
  }

  /** Number of bytes stored so far, with those of the current block. */
  long storedLength() {
    return stored.length() + inBlock;
  }

  /** Notes that an entry with this key starts at the next byte. */
  void startEntry(byte[] key, int offset, int length) throws IOException {
    if (inBlock == block.length) {
      endBlock();
    }
    if (firstEntry == Format.NO_ENTRY) {
      firstEntry = inBlock;
      blockKey = Arrays.copyOfRange(key, offset, offset + length);
    }
    if (lastKey.length < length) {
      lastKey = new byte[Math.max(length, 2 * lastKey.length)];
    }
    System.arraycopy(key, offset, lastKey, 0, length);
    lastKeyLength = length;
  }

  /** Compares a key with the last entry's as unsigned bytes; word by word, as keys are short. */
  int compareWithLast(byte[] key, int offset, int length) {
    int n = Math.min(length, lastKeyLength);
    int i = 0;
    for (; i <= n - Long.BYTES; i += Long.BYTES) {
      long a = (long) WORD.get(key, offset + i);
      long b = (long) WORD.get(lastKey, i);
      if (a != b) {
        return Long.compareUnsigned(a, b);
      }
    }
    return Arrays.compareUnsigned(key, offset + i, offset + length, lastKey, i, lastKeyLength);
  }

  byte[] lastKey() {
    return Arrays.copyOf(lastKey, lastKeyLength);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > block.length - inBlock) {
      int n = block.length - inBlock;
      System.arraycopy(bytes, from, block, inBlock, n);
      inBlock += n;
      from += n;
      left -= n;
      endBlock();
    }
    System.arraycopy(bytes, from, block, inBlock, left);
    inBlock += left;
  }

  private void endBlock() throws IOException {
    checksum.reset();
    checksum.update(block, 0, inBlock);
    // index() fills in the offset when all blocks are stored
    record.clear().putLong(0).putInt((int) checksum.getValue()).putInt(firstEntry);
    records.writeBytes(record.array());
    if (firstEntry == Format.NO_ENTRY) {
      keys.write(lastKey, 0, lastKeyLength);
    } else {
      keys.writeBytes(blockKey);
    }
    record.clear().putLong(keys.size());
    keyEnds.write(record.array(), 0, Format.KEY_END_SIZE);
    stored.add(block, inBlock, firstEntry);
    blockStart += inBlock;
    inBlock = 0;
    firstEntry = Format.NO_ENTRY;
  }

  /** Stores the last block. */
  void finish() throws IOException {
    if (inBlock > 0) {
      endBlock();
    }
    stored.finish();
  }

  /** The file's header. Call it after {@link #finish()}. */
  Header header() {
    return stored.header();
  }

  /** The block index section. */
  byte[] index() {
    byte[] withOffsets = records.toByteArray();
    ByteBuffer b = ByteBuffer.wrap(withOffsets).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i * Format.BLOCK_RECORD_SIZE < withOffsets.length; i++) {
      b.putLong(i * Format.BLOCK_RECORD_SIZE, stored.offset(i));
    }
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    index.writeBytes(withOffsets);
    index.writeBytes(keyEnds.toByteArray());
    index.writeBytes(keys.toByteArray());
    return index.toByteArray();
  }
}
