/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.Mapping;
import java.io.IOException;
import java.nio.file.Path;

/** A file on a local file system, of which every byte can be read. Finds keys by its index. */
abstract sealed class LocalReader extends StoreFileReader permits MappedReader, CompressedReader {
  final EntryIndex index;

  LocalReader(
      FileErrors problems,
      FileEnvelope envelope,
      Mapping mapping,
      BlockIndex blocks,
      EntryIndex index) {
    super(problems, envelope, mapping, blocks);
    this.index = index;
  }

  /** Opens a file with the reader of its form. */
  static LocalReader of(Path file, ReaderOptions options) throws IOException {
    return LocalFileOpening.open(
        file,
        options,
        opened ->
            opened.envelope().header().isMappable()
                ? MappedReader.of(opened)
                : CompressedReader.of(opened));
  }

  /** Copies an uncompressed block to {@code to} and checks it. Returns its length. */
  abstract int readBlock(long block, byte[] to);

  @Override
  public final StoreFileInfo inflate(Output out) throws IOException {
    ensureOpen();
    return new Inflation(envelope, mapping, blocks, index, this::readBlock).run(info(), out);
  }

  @Override
  public final void verify() {
    ensureOpen();
    new Verification(problems, envelope, mapping, blocks, index, data(), this::find).run();
  }
}
