/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.bytes.RegularFile;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.BlockIndexShape;
import io.indexkv.file.index.CompressedBlocks;
import io.indexkv.file.index.FileChecks;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Opens a local file: reads its frame, maps it, checks its indexes, and makes the reader of its
 * form.
 *
 * @param checks which parts of the file this process has verified before
 */
record LocalFileOpening(
    FileErrors problems,
    FileEnvelope envelope,
    Mapping mapping,
    FileChecks checks,
    ValueCheck values) {
  static LocalReader open(Path file, ReaderOptions options) throws IOException {
    RegularFile.require(file);
    Instant now = Instant.now();
    Optional<FileIdentity> before =
        options.access() == FileAccess.MAPPED ? FileIdentity.of(file, now) : Optional.empty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // if the identity is the same before and after opening, it is that of the channel's file
      boolean same = before.isPresent() && before.equals(FileIdentity.of(file, now));
      return open(
          new FileErrors(file.toString(), options.damaged()),
          channel,
          FileChecks.of(same ? before : Optional.empty()),
          options);
    }
  }

  private static LocalReader open(
      FileErrors problems, FileChannel channel, FileChecks checks, ReaderOptions options)
      throws IOException {
    long length = channel.size();
    FileEnvelope envelope =
        FileEnvelope.read(
            length, (offset, n) -> read(channel, offset, n, problems.file()), problems);
    Header header = envelope.header();
    BlockCache cache = header.isMappable() ? null : cache(header, options, problems);
    Mapping mapping =
        new Mapping(
            channel,
            options.access(),
            length,
            Math.max(options.strideShift(), header.blockShift()),
            problems.file());
    try {
      return new LocalFileOpening(problems, envelope, mapping, checks, options.values())
          .reader(cache);
    } catch (IOException | RuntimeException | Error e) {
      mapping.unmap();
      throw e;
    }
  }

  private static BlockCache cache(Header header, ReaderOptions options, FileErrors problems) {
    BlockCache cache = options.cache().get();
    if (cache == null) {
      throw new UnsupportedFormatException(
          "%s: codec %s cannot be mapped. Inflate the file, or open it with a block cache."
              .formatted(problems.file(), header.codec()));
    }
    return cache;
  }

  private LocalReader reader(BlockCache cache) throws IOException {
    Header header = envelope.header();
    Footer footer = envelope.footer();
    BlockIndex blocks = BlockIndexShape.open(mapping, envelope, checks, problems);
    HashIndex hashIndex = new HashIndex(mapping, header, footer, checks, problems);
    if (header.isMappable()) {
      return mapped(blocks, hashIndex);
    }
    CompressedBlocks stored = new CompressedBlocks(mapping, blocks, header, footer, problems);
    CompressedData data =
        new CompressedData(stored, blocks, cache, values, header, footer, problems);
    return new CompressedReader(problems, envelope, mapping, blocks, hashIndex, stored, data);
  }

  private MappedReader mapped(BlockIndex blocks, HashIndex hashIndex) throws IOException {
    Header header = envelope.header();
    Footer footer = envelope.footer();
    MappedData any = new MappedData(mapping, blocks, header, footer, problems);
    new LongEntries(mapping, blocks, any, header.blockShift()).cover();
    if (values == ValueCheck.ANY) {
      return new MappedReader(problems, envelope, mapping, blocks, hashIndex, any, null);
    }
    ValueChecks check = new ValueChecks(mapping, blocks, hashIndex, any, values, checks, problems);
    MappedData data = new MappedData(mapping, blocks, header, footer, problems, check);
    return new MappedReader(problems, envelope, mapping, blocks, hashIndex, data, check);
  }

  static byte[] read(FileChannel channel, long offset, int length, String file) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(length);
    while (b.hasRemaining()) {
      if (channel.read(b, offset + b.position()) < 0) {
        throw new EOFException(
            "%s: expected %d bytes at offset %d, found %d: the file shrank while it was opened"
                .formatted(file, length, offset, b.position()));
      }
    }
    return b.array();
  }
}
