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
        keep(b, block, blockLength);
      }
      done += n;
    }
  }

  private void keep(long block, byte[] bytes, int blockLength) {
    long chunk = block << (blocks.shift() - BlockCache.CHUNK_SHIFT);
    for (int at = 0; at < blockLength; at += 1 << BlockCache.CHUNK_SHIFT) {
      int n = Math.min(1 << BlockCache.CHUNK_SHIFT, blockLength - at);
      cache.put(tags | chunk++, bytes, at, n);
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
