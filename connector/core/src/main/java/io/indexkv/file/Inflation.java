/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.CountingOutput;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.Properties;
import io.indexkv.file.format.Section;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns a file into its mappable form. It decompresses the blocks and copies the index as it is.
 */
final class Inflation {
  /** Where the uncompressed blocks come from. */
  interface Blocks {
    /** Copies an uncompressed block to {@code to} and checks it. Returns its length. */
    int read(long block, byte[] to);
  }

  private final FileEnvelope envelope;
  private final Header header;
  private final Footer footer;
  private final Mapping mapping;
  private final BlockIndex blocks;
  private final EntryIndex index;
  private final Blocks source;

  Inflation(
      FileEnvelope envelope, Mapping mapping, BlockIndex blocks, EntryIndex index, Blocks source) {
    this.envelope = envelope;
    this.mapping = mapping;
    this.blocks = blocks;
    this.index = index;
    this.source = source;
    header = envelope.header();
    footer = envelope.footer();
  }

  /** Writes the mappable form of a file, of which {@code info} says what its entries are. */
  StoreFileInfo run(StoreFileInfo info, Output output) throws IOException {
    CountingOutput out = new CountingOutput(output);
    Header mappable = header.mappable();
    out.write(mappable.encode(), 0, Format.HEADER_SIZE);
    byte[] block = new byte[1 << header.blockShift()];
    for (long b = 0; b < blocks.blocks(); b++) {
      out.write(block, 0, source.read(b, block));
    }
    final long dataEnd = out.length();
    byte[] blocksAndKeys = blockIndex();
    final Section blockIndex = out.section(blocksAndKeys);
    final Section hash = copy(footer.hashIndex(), out);
    for (long page = 0; page < index.pages(); page++) {
      index.check(page);
    }
    final Section checksums = copy(footer.hashChecksums(), out);
    byte[] text = properties(mappable).encode();
    final Section properties = out.section(text);
    out.align();
    Footer f =
        new Footer(
            footer.dataLength(),
            footer.entries(),
            blockIndex,
            hash,
            checksums,
            properties,
            footer.homeBuckets(),
            out.length() + Format.FOOTER_SIZE,
            Checksums.of(blocksAndKeys),
            footer.hashChecksumsChecksum(),
            Checksums.of(text),
            out.checksum(),
            (int) (blockIndex.offset() - dataEnd),
            footer.positionWidth());
    out.write(f.encode(), 0, Format.FOOTER_SIZE);
    out.finish();
    return new StoreFileInfo(
        out.length(), out.checksum(), info.entries(), info.smallestKey(), info.largestKey());
  }

  /** The properties of the file, but with the fields of the mappable file's header. */
  private Properties properties(Header mappable) {
    Properties properties = envelope.properties();
    return properties.header() == null ? properties : properties.with(mappable);
  }

  /** The block index with the offsets of uncompressed blocks. */
  private byte[] blockIndex() {
    byte[] index = new byte[(int) footer.blockIndex().size()];
    mapping.read(footer.blockIndex().offset() - Format.HEADER_SIZE, index, index.length);
    ByteBuffer b = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < blocks.blocks(); i++) {
      long offset = Format.HEADER_SIZE + ((long) i << header.blockShift());
      b.putLong(i * Format.BLOCK_RECORD_SIZE, offset);
    }
    return index;
  }

  private Section copy(Section from, CountingOutput out) throws IOException {
    out.align();
    final Section to = new Section(out.length(), from.size());
    byte[] buffer = new byte[Format.HASH_PAGE_SIZE];
    for (long at = 0; at < from.size(); at += buffer.length) {
      int n = (int) Math.min(buffer.length, from.size() - at);
      mapping.read(from.offset() - Format.HEADER_SIZE + at, buffer, n);
      out.write(buffer, 0, n);
    }
    return to;
  }
}
