/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Checksums;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.StoredBytes;
import io.indexkv.file.format.BlockCodec;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.format.ThinBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The stored blocks of a compressed file, or of one that is read remotely. Thread-safe. */
public final class CompressedBlocks implements AutoCloseable {
  private final StoredBytes bytes;
  private final BlockIndex blocks;
  private final FileErrors problems;
  private final BlockCodec codec;
  private final ThinBlock thin;

  /** Position behind the last stored byte. */
  private final long end;

  /** Position behind the dictionary, where the first block is stored. */
  private final long start;

  public CompressedBlocks(
      StoredBytes bytes, BlockIndex blocks, Header header, Footer footer, FileErrors problems) {
    this.bytes = bytes;
    this.blocks = blocks;
    this.problems = problems;
    end = footer.dataEnd();
    byte[] dictionary = header.hasDictionary() ? dictionary() : null;
    start =
        Format.HEADER_SIZE + (dictionary == null ? 0 : Format.DICTIONARY_HEAD + dictionary.length);
    thin = new ThinBlock(header.keyWidth(), 1 << header.alignmentShift());
    codec = header.isMappable() ? null : codec(header.codec(), dictionary);
  }

  private BlockCodec codec(Codec codec, byte[] dictionary) {
    try {
      return BlockCodec.of(codec, 0, dictionary);
    } catch (UnsupportedOperationException e) {
      throw e; // the library is missing
    } catch (RuntimeException e) {
      throw problems.corrupt(
          "dictionary", Format.HEADER_SIZE, "a dictionary of codec " + codec, e.getMessage());
    }
  }

  /** Reads the dictionary, which fills the space before the first block, in one read. */
  private byte[] dictionary() {
    long first = blocks.blocks() == 0 ? end : blocks.storedOffset(0);
    long min = Format.HEADER_SIZE + Format.DICTIONARY_HEAD;
    if (first < min || first > Math.min(end, min + Format.MAX_DICTIONARY)) {
      throw problems.corrupt(
          "block index", first, "a dictionary of at most 1 MiB before the first block", first);
    }
    byte[] stored = new byte[(int) (first - Format.HEADER_SIZE)];
    bytes.read(0, stored, stored.length);
    ByteBuffer b = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    byte[] dictionary = Arrays.copyOfRange(stored, Format.DICTIONARY_HEAD, stored.length);
    problems.expect("dictionary", Format.HEADER_SIZE, "length", b.getInt(0), dictionary.length);
    problems.expectChecksum(
        "dictionary", Format.HEADER_SIZE, b.getInt(4), Checksums.of(dictionary));
    return dictionary;
  }

  @Override
  public void close() {
    if (codec != null) {
      codec.close();
    }
  }

  /** Checks that the first block begins directly behind the dictionary. */
  public void expectBeginning() {
    long first = blocks.blocks() == 0 ? end : blocks.storedOffset(0);
    problems.expect("block index", first, "the first block at offset", first, start);
  }

  /** Offset in a block at which the first entry starts. */
  private int first(long block) {
    long position = blocks.firstEntryIn(block);
    return position < 0 ? Format.NO_ENTRY : (int) (position - (block << blocks.shift()));
  }

  /** Decompresses a block into {@code to} and checks its checksum. Returns its length. */
  public int read(long block, byte[] to) {
    FileRange range = range(block);
    byte[] stored = new byte[range.length()];
    bytes.read(range.offset(), stored, stored.length);
    return decode(block, stored, to);
  }

  /** Reads the stored bytes of several blocks, which {@link #decode} decompresses. */
  public List<byte[]> stored(List<Long> wanted) {
    return bytes.read(wanted.stream().map(this::range).toList());
  }

  /** The range of positions in which a block is stored. */
  private FileRange range(long block) {
    int length = blocks.length(block);
    long from = blocks.storedOffset(block);
    long behind = blocks.storedEnd(block);
    if (from < start || behind <= from || behind > end || behind - from > length) {
      throw problems.corrupt(
          "block index",
          from,
          "1 to %d stored bytes of block %d from %d to %d".formatted(length, block, start, end),
          behind - from);
    }
    return new FileRange(from - Format.HEADER_SIZE, (int) (behind - from));
  }

  /** Decompresses the stored bytes of a block and checks its checksum. Returns its length. */
  public int decode(long block, byte[] stored, byte[] to) {
    int length = blocks.length(block);
    long from = blocks.storedOffset(block);
    if (stored.length == length) {
      System.arraycopy(stored, 0, to, 0, length);
    } else if (codec == null) {
      throw problems.corrupt("block index", from, length + " stored bytes", stored.length);
    } else {
      try {
        byte[] thinned = new byte[ThinBlock.maxLength(length)];
        int n = codec.decompress(stored, stored.length, thinned);
        thin.restore(thinned, n, first(block), to, length);
      } catch (RuntimeException e) {
        CorruptFileException corrupt =
            problems.corrupt(
                "data block " + block,
                from,
                "stored bytes that decompress to " + length + " bytes",
                e);
        corrupt.addSuppressed(e);
        throw corrupt;
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(to, 0, length);
    problems.expectChecksum(
        "data block " + block, from, blocks.checksum(block), (int) crc.getValue());
    return length;
  }
}
