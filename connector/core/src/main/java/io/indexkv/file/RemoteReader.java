/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.BlockIndexShape;
import io.indexkv.file.index.CompressedBlocks;
import io.indexkv.file.index.FileChecks;
import io.indexkv.file.index.Mapping;
import java.io.IOException;
import java.util.Collection;

/**
 * A file that is read by ranges. Only its block index is in memory, and the blocks that are in the
 * cache. It finds keys without the hash index.
 */
final class RemoteReader extends StoreFileReader {
  private final CompressedBlocks stored;
  private final CompressedData data;
  private final BlockSearch search;

  private RemoteReader(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      CompressedBlocks stored,
      CompressedData data) {
    super(problems, envelope, mapping, blocks);
    this.stored = stored;
    this.data = data;
    search = new BlockSearch(data, blocks);
  }

  static RemoteReader open(RangedFile file, BlockCache cache, ValueCheck values)
      throws IOException {
    FileErrors problems = new FileErrors(file.location());
    RemoteBytes bytes = new RemoteBytes(file);
    FileEnvelope envelope = FileEnvelope.readEnd(file.length(), bytes, problems);
    Section index = envelope.footer().blockIndex();
    Mapping mapping =
        new Mapping(bytes.section(index, problems), index.offset() - Format.HEADER_SIZE);
    try {
      return open(problems, envelope, mapping, bytes, cache, values);
    } catch (RuntimeException | Error e) {
      mapping.unmap();
      throw e;
    }
  }

  private static RemoteReader open(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      RemoteBytes bytes,
      BlockCache cache,
      ValueCheck values) {
    BlockIndex blocks = BlockIndexShape.open(mapping, envelope, new FileChecks(), problems);
    CompressedBlocks stored =
        new CompressedBlocks(bytes, blocks, envelope.header(), envelope.footer(), problems);
    CompressedData data =
        new CompressedData(
            stored, blocks, cache, values, envelope.header(), envelope.footer(), problems);
    return new RemoteReader(problems, envelope, mapping, blocks, stored, data);
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
  public void load(Collection<Long> blocks) {
    ensureOpen();
    data.load(blocks);
  }

  @Override
  public void prepare(Collection<byte[]> keys) {
    ensureOpen();
    search.load(keys);
  }

  @Override
  long find(byte[] key, int offset, int length) {
    beginFind(length);
    return footer.entries() == 0 ? -1 : search.find(key, offset, length);
  }

  @Override
  public StoreFileInfo inflate(Output out) {
    ensureOpen();
    throw refused("inflate");
  }

  @Override
  public void verify() {
    ensureOpen();
    throw refused("verify");
  }

  private UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "%s: cannot %s a file that is read remotely: fetch it first"
            .formatted(problems.file(), what));
  }

  @Override
  void release() {
    stored.close();
  }
}
