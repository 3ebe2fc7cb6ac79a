/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.EntryHead;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.CompressedBlocks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries of a file that is compressed or remote, read through a block cache. */
final class CompressedData implements DataSpace {
  private final CompressedBlocks stored;
  private final BlockIndex blocks;
  private final FileErrors problems;
  private final BlockCache cache;
  private final ValueCheck check;
  private final long tags;
  private final long length;
  private final int keyWidth;
  private final int alignment;

  /** Number of chunks of a block, as a power of two. */
  private final int shift;

  CompressedData(
      CompressedBlocks stored,
      BlockIndex blocks,
      BlockCache cache,
      ValueCheck check,
      Header header,
      Footer footer,
      FileErrors problems) {
    this.stored = stored;
    this.blocks = blocks;
    this.problems = problems;
    this.cache = cache;
    this.check = check;
    tags = cache.register();
    length = footer.dataLength();
    keyWidth = header.keyWidth();
    alignment = 1 << header.alignmentShift();
    shift = blocks.shift() - BlockCache.CHUNK_SHIFT;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean matches(long position, byte[] key, int offset, int keyLength) {
    EntryHead head = head(position, keyLength);
    return head.keyLength() == keyLength && head.keyEquals(key, offset);
  }

  /** The head of an entry. It holds the whole key if the key has {@code keyLength} bytes. */
  private EntryHead head(long position, int keyLength) {
    if (position < 0 || position >= length) {
      throw problems.corrupt(
          "hash index", Format.HEADER_SIZE, "positions below " + length, position);
    }
    byte[] bytes =
        new byte[(int) Math.min(EntryHead.maxLength(keyWidth, keyLength), length - position)];
    read(position, bytes, bytes.length);
    return EntryHead.parse(bytes, length - position, position, keyWidth, problems);
  }

  /** The head of an entry with its whole key. Reads once if the key is no longer than the guess. */
  EntryHead wholeHead(long position, int guess) {
    EntryHead head = head(position, guess);
    if (!head.isComplete()) {
      head = head(position, head.keyLength());
      head.expectComplete(position, problems);
    }
    return head;
  }

  /** Position at which the entry behind this one starts. */
  long next(long position, EntryHead head) {
    long start = Format.alignUp(position + head.length(), alignment);
    head.expectEnd(start + head.valueLength(), length, position, problems);
    return Format.alignUp(start + head.valueLength(), alignment);
  }

  /** Reads blocks into the cache together, but no more than it surely holds at once. */
  void load(Iterable<Long> wanted) {
    List<Long> missing = new ArrayList<>();
    long max = cache.bytes() >>> blocks.shift() + 2;
    for (long block : wanted) {
      if (missing.size() < max && !cache.contains(tags | block << shift)) {
        missing.add(block);
      }
    }
    if (missing.size() < 2) {
      return; // a lookup reads a single block when it needs it
    }
    byte[] block = new byte[1 << blocks.shift()];
    List<byte[]> arrived = stored.stored(missing);
    for (int i = 0; i < missing.size(); i++) {
      keep(missing.get(i), block, stored.decode(missing.get(i), arrived.get(i), block), 0);
    }
  }

  @Override
  public byte[] value(long position) {
    EntryHead head = wholeHead(position, 32);
    long start = Format.alignUp(position + head.length(), alignment);
    head.expectEnd(start + head.valueLength(), length, position, problems);
    problems.expectRoom(head.valueLength());
    byte[] value = new byte[head.valueLength()];
    read(start, value, value.length);
    if (check != ValueCheck.ANY) {
      problems.expectValue(position, check.problem(ByteBuffer.wrap(value), 0, value.length));
    }
    return value;
  }

  /** Copies from the data space, and from the cache if that holds the bytes. */
  private void read(long position, byte[] to, int count) {
    int done = 0;
    byte[] block = null;
    while (done < count) {
      long at = position + done;
      long chunk = at >>> BlockCache.CHUNK_SHIFT;
      int from = (int) (at - (chunk << BlockCache.CHUNK_SHIFT));
      int n = Math.min(count - done, (1 << BlockCache.CHUNK_SHIFT) - from);
      if (!cache.read(tags | chunk, from, to, done, n)) {
        block = block == null ? new byte[1 << blocks.shift()] : block;
        long b = at >>> blocks.shift();
        int blockLength = stored.read(b, block);
        n = Math.min(count - done, (int) ((b << blocks.shift()) + blockLength - at));
        System.arraycopy(block, (int) (at - (b << blocks.shift())), to, done, n);
        keep(b, block, blockLength, (int) (chunk - (b << shift)));
      }
      done += n;
    }
  }

  /** Caches all chunks of a block, the requested one last, so that no other chunk evicts it. */
  private void keep(long block, byte[] bytes, int blockLength, int asked) {
    long first = block << shift;
    int chunks = (int) Format.blocks(blockLength, BlockCache.CHUNK_SHIFT);
    for (int i = 1; i <= chunks; i++) {
      int chunk = (asked + i) % chunks;
      int at = chunk << BlockCache.CHUNK_SHIFT;
      int n = Math.min(1 << BlockCache.CHUNK_SHIFT, blockLength - at);
      cache.put(tags | first + chunk, bytes, at, n);
    }
  }

  @Override
  public void check(long block) {
    stored.read(block, new byte[1 << blocks.shift()]);
  }

  @Override
  public void expectBeginning() {
    stored.expectBeginning();
  }

  @Override
  public PositionCursor cursor(long position) {
    return cursor(stored::read, position);
  }

  /** A cursor that takes blocks from the cache, and puts others there. */
  PositionCursor seeker() {
    return cursor(this::cached, 0);
  }

  private PositionCursor cursor(CompressedCursor.Source source, long position) {
    return new CompressedCursor(
        source, blocks, check, problems, position, length, keyWidth, alignment);
  }

  /** Copies an uncompressed block to {@code to}, from the cache if that has it. */
  private int cached(long block, byte[] to) {
    int blockLength = blocks.length(block);
    read(block << blocks.shift(), to, blockLength);
    return blockLength;
  }
}
