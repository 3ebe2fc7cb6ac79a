/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.CompressedBlocks;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.Mapping;

/** A compressed file on a local file system. Its blocks are decompressed into a cache. */
final class CompressedReader extends LocalReader {
  private final CompressedBlocks stored;
  private final CompressedData data;
  private final KeySearch search;

  /** The reader of a file that has been opened. */
  static CompressedReader of(LocalFileOpening file) {
    FileErrors problems = file.problems();
    Header header = file.envelope().header();
    Footer footer = file.envelope().footer();
    BlockIndex blocks = file.blocks();
    CompressedBlocks stored =
        new CompressedBlocks(file.mapping(), blocks, header, footer, problems);
    CompressedData data =
        new CompressedData(stored, blocks, file.cache(), file.values(), header, footer, problems);
    return new CompressedReader(
        problems, file.envelope(), file.mapping(), blocks, file.index(), stored, data);
  }

  private CompressedReader(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      EntryIndex index,
      CompressedBlocks stored,
      CompressedData data) {
    super(problems, envelope, mapping, blocks, index);
    this.stored = stored;
    this.data = data;
    search = KeySearch.of(index, data);
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
    return footer.entries() == 0 ? -1 : search.find(key, offset, length);
  }

  @Override
  int readBlock(long block, byte[] to) {
    return stored.read(block, to);
  }

  @Override
  void release() {
    stored.close();
  }
}
