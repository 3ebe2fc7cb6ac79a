/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.CompressedBlocks;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;

/** A compressed file on a local file system. Its blocks are decompressed into a cache. */
final class CompressedReader extends LocalReader {
  private final CompressedBlocks stored;
  private final CompressedData data;
  private final HashSearch hashSearch;

  CompressedReader(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      HashIndex hashIndex,
      CompressedBlocks stored,
      CompressedData data) {
    super(problems, envelope, mapping, blocks, hashIndex);
    this.stored = stored;
    this.data = data;
    hashSearch = new HashSearch(hashIndex, data);
  }

  @Override
  CompressedData data() {
    return data;
  }

  @Override
  public PositionCursor seeker() {
    ensureOpen();
    return data.seeker();
  }

  @Override
  long find(byte[] key, int offset, int length) {
    beginFind(length);
    return footer.entries() == 0 ? -1 : hashSearch.find(key, offset, length);
  }

  @Override
  int readBlock(long block, byte[] to) {
    return stored.read(block, to);
  }

  @Override
  void expectBeginning() {
    stored.expectBeginning();
  }

  @Override
  void release() {
    stored.close();
  }
}
