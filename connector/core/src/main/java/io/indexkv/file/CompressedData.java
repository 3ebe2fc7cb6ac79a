/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Entries of a compressed file, read through a block cache. */
final class CompressedData implements DataSpace {
  private final CompressedBlocks stored;
  private final BlockIndex blocks;
  private final Problems problems;
  private final BlockCache cache;
  private final long tags;
  private final long length;
  private final int keyWidth;
  private final int alignment;

  /** Chunks of a block, as a power of two. */
  private final int shift;

  CompressedData(
      CompressedBlocks stored,
      BlockIndex blocks,
      BlockCache cache,
      Header header,
      Footer footer,
      Problems problems) {
    this.stored = stored;
    this.blocks = blocks;
    this.problems = problems;
    this.cache = cache;
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

  /** The head of an entry; the key is there if it has KEYLENGTH bytes. */
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

  @Override
  public byte[] value(long position) {
    EntryHead head = head(position, 32);
    if (!head.isComplete()) {
      head = head(position, head.keyLength());
    }
    long start = Format.alignUp(position + head.length(), alignment);
    head.expectEnd(start + head.valueLength(), length, position, problems);
    byte[] value = new byte[head.valueLength()];
    read(start, value, value.length);
    return value;
  }

  /** Copies from the data space, out of the cache where it can. */
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

  /** Keeps all chunks of a block; the one asked for last, so that none of the others evicts it. */
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
  public PositionCursor cursor(long position) {
    return new CompressedCursor(stored, blocks, problems, position, length, keyWidth, alignment);
  }
}
