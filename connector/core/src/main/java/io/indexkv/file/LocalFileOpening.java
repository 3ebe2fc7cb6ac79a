/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.bytes.FileAccess;
import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.bytes.RegularFile;
import io.indexkv.file.format.FileEnvelope;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.BlockIndexShape;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.FileChecks;
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
 * A local file that is being opened: its frame has been read, it is mapped, and its indexes have
 * been checked. What is left is to make the reader of its form.
 *
 * @param checks which parts of the file this process has verified before
 * @param values check of each value
 * @param cache holds its blocks; null if it can be mapped
 */
record LocalFileOpening(
    FileErrors problems,
    FileEnvelope envelope,
    Mapping mapping,
    BlockIndex blocks,
    EntryIndex index,
    FileChecks checks,
    ValueCheck values,
    BlockCache cache) {
  /** Makes the reader of a file. */
  interface Maker<T> {
    T make(LocalFileOpening file) throws IOException;
  }

  /** Opens a file. Unmaps it again if the indexes are damaged, or {@code reader} fails. */
  static <T> T open(Path file, ReaderOptions options, Maker<T> reader) throws IOException {
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
          options,
          reader);
    }
  }

  private static <T> T open(
      FileErrors problems,
      FileChannel channel,
      FileChecks checks,
      ReaderOptions options,
      Maker<T> reader)
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
      BlockIndex blocks = BlockIndexShape.open(mapping, envelope, checks, problems);
      EntryIndex index = EntryIndex.open(mapping, envelope, checks, problems);
      return reader.make(
          new LocalFileOpening(
              problems, envelope, mapping, blocks, index, checks, options.values(), cache));
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
