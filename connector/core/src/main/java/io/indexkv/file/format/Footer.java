/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import static io.indexkv.file.format.Format.FOOTER_SIZE;

import io.indexkv.error.CorruptFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The last 128 bytes of a store file. Checksums are CRC32C; {@code contentChecksum} covers all
 * bytes before the footer.
 */
public record Footer(
    long dataLength,
    long entries,
    Section blockIndex,
    Section hashIndex,
    Section hashChecksums,
    Section properties,
    long homeBuckets,
    long fileLength,
    int blockIndexChecksum,
    int hashChecksumsChecksum,
    int propertiesChecksum,
    int contentChecksum,
    int dataPadding,
    int positionWidth) {
  private static final int VERSION = 114;
  private static final int CHECKSUM = 116;
  private static final int MAGIC = 120;

  /** Length in bytes that the file has without compression. */
  public long inflatedLength() {
    long data = Format.alignUp(Format.HEADER_SIZE + dataLength, Format.SECTION_ALIGNMENT);
    return data + fileLength - blockIndex.offset();
  }

  /** Whether the section of the hash index holds a direct index instead. */
  public boolean isDirect() {
    return positionWidth == Format.NO_POSITION;
  }

  public byte[] encode() {
    ByteBuffer b = ByteBuffer.allocate(FOOTER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(dataLength).putLong(entries);
    for (Section s : new Section[] {blockIndex, hashIndex, hashChecksums, properties}) {
      b.putLong(s.offset()).putLong(s.size());
    }
    b.putLong(homeBuckets).putLong(fileLength);
    b.putInt(blockIndexChecksum).putInt(hashChecksumsChecksum);
    b.putInt(propertiesChecksum).putInt(contentChecksum);
    b.put((byte) dataPadding).put((byte) positionWidth);
    b.putShort(VERSION, (short) Format.VERSION);
    CRC32C crc = new CRC32C();
    crc.update(b.array(), 0, CHECKSUM);
    b.putInt(CHECKSUM, (int) crc.getValue());
    b.putLong(MAGIC, Format.MAGIC);
    return b.array();
  }

  /**
   * Decodes the last 128 bytes of a file of the given length and checks that the sections fit it.
   */
  static Footer decode(byte[] bytes, long fileLength, FileErrors problems) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long at = fileLength - FOOTER_SIZE;
    problems.expectMagic("footer", at + MAGIC, b.getLong(MAGIC));
    problems.expectVersion(Short.toUnsignedInt(b.getShort(VERSION)), at + VERSION);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM);
    problems.expectChecksum("footer", at, b.getInt(CHECKSUM), (int) crc.getValue());
    Footer f =
        new Footer(
            b.getLong(0),
            b.getLong(8),
            section(b, 16),
            section(b, 32),
            section(b, 48),
            section(b, 64),
            b.getLong(80),
            b.getLong(88),
            b.getInt(96),
            b.getInt(100),
            b.getInt(104),
            b.getInt(108),
            b.get(112),
            b.get(113));
    f.check(fileLength, problems);
    return f;
  }

  private static Section section(ByteBuffer b, int offset) {
    return new Section(b.getLong(offset), b.getLong(offset + 8));
  }

  private void check(long length, FileErrors problems) {
    long at = length - FOOTER_SIZE;
    problems.expect("footer", at + 88, "file length", fileLength, length);
    // nothing below overflows: every size is checked against the file's length before it is used
    problems.expectWithin("footer", at + 8, "entries", entries, dataLength);
    problems.expectWithin("footer", at, "data length", dataLength, Long.MAX_VALUE >>> 1);
    for (Section s : new Section[] {blockIndex, hashIndex, hashChecksums, properties}) {
      problems.expectWithin("footer", at + 16, "section offset", s.offset(), length);
      problems.expectWithin("footer", at + 24, "section size", s.size(), length);
    }
    problems.expectWithin("footer", at + 112, "padding of the data", dataPadding, 63);
    problems.expectWithin(
        "footer",
        at + 16,
        "beginning of the data",
        Format.HEADER_SIZE,
        blockIndex.offset() - dataPadding);
    if (!isDirect()
        && positionWidth != Format.NARROW_POSITION
        && positionWidth != Format.WIDE_POSITION) {
      throw badPositionWidth(problems);
    }
    problems.expect(
        "footer", at + 16, "block index offset", blockIndex.offset() % Format.SECTION_ALIGNMENT, 0);
    next("hash index", blockIndex, hashIndex, problems, at + 32);
    next("hash checksums", hashIndex, hashChecksums, problems, at + 48);
    next("properties", hashChecksums, properties, problems, at + 64);
    long end = Format.alignUp(properties.end(), Format.SECTION_ALIGNMENT);
    problems.expect("footer", at + 72, "end of the properties", end, at);
    problems.expect("footer", at + 40, "bytes after the last bucket", hashIndex.size() % 64, 0);
    problems.expectWithin(
        "footer", at + 80, "home buckets", homeBuckets, hashIndex.size() >>> Format.BUCKET_SHIFT);
    long pages = Format.blocks(hashIndex.size(), Format.HASH_PAGE_SHIFT);
    problems.expect(
        "footer", at + 56, "size of the hash checksums", hashChecksums.size(), 4 * pages);
    if ((entries == 0) != (dataLength == 0)
        || !isDirect() && (entries == 0) != (homeBuckets == 0)) {
      throw problems.corrupt(
          "footer", at + 8, "no entries exactly if no data and no buckets", entries + " entries");
    }
  }

  private CorruptFileException badPositionWidth(FileErrors problems) {
    return problems.corrupt(
        "footer", fileLength - FOOTER_SIZE + 113, "position width 4 or 5", positionWidth);
  }

  /** Checks that the sizes of data and block index fit this header. */
  void check(Header header, FileErrors problems) {
    long at = fileLength - FOOTER_SIZE;
    if (header.isMappable()) {
      long expected = Format.HEADER_SIZE + dataLength;
      problems.expect("footer", at + 16, "end of the data", dataEnd(), expected);
    }
    if (isDirect() && !header.mayBeDirect()) {
      throw badPositionWidth(problems);
    }
    long blocks = Format.blocks(dataLength, header.blockShift());
    problems.expectWithin(
        "footer",
        at,
        "blocks of the data space",
        blocks,
        blockIndex.size() / (Format.BLOCK_RECORD_SIZE + Format.KEY_END_SIZE));
  }

  /** Offset behind the last byte of the data section. */
  public long dataEnd() {
    return blockIndex.offset() - dataPadding;
  }

  private static void next(String name, Section before, Section s, FileErrors problems, long at) {
    long expected = Format.alignUp(before.end(), Format.SECTION_ALIGNMENT);
    problems.expect("footer", at, name + " offset", s.offset(), expected);
  }
}
