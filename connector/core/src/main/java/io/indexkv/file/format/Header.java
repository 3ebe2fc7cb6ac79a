/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import static io.indexkv.file.format.Format.HEADER_SIZE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The first 64 bytes of a store file. The writer knows them before it stores the first block. */
public record Header(Codec codec, int blockShift, int alignmentShift, int keyWidth, int features) {
  /** Offset of the fields behind the version. */
  private static final int FIELDS = 10;

  private static final int RESERVED = 20;
  private static final int USUAL_LEVEL = 3;
  private static final int USUAL_DICTIONARY = 64 << 10;
  private static final int CHECKSUM = HEADER_SIZE - 4;

  /**
   * The compression of a file with this header, at the codec's usual level, because a file does not
   * record its level.
   */
  public Compression compression() {
    return switch (codec) {
      case NONE -> Compression.none();
      case LZ4 -> Compression.lz4();
      case ZSTD -> {
        Compression usual = Compression.zstd(USUAL_LEVEL);
        yield hasDictionary() ? usual.withDictionary(USUAL_DICTIONARY) : usual;
      }
    };
  }

  public byte[] encode() {
    ByteBuffer b = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(Format.MAGIC).putShort((short) Format.VERSION);
    b.put((byte) codec.ordinal())
        .put((byte) blockShift)
        .put((byte) alignmentShift)
        .put((byte) keyWidth);
    b.putInt(16, features);
    CRC32C crc = new CRC32C();
    crc.update(b.array(), 0, CHECKSUM);
    b.putInt(CHECKSUM, (int) crc.getValue());
    return b.array();
  }

  public static Header decode(byte[] bytes, FileErrors problems) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    problems.expectMagic("header", 0, b.getLong(0));
    problems.expectVersion(Short.toUnsignedInt(b.getShort(8)), 8);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM);
    problems.expectChecksum("header", 0, b.getInt(CHECKSUM), (int) crc.getValue());
    for (int i = RESERVED; i < CHECKSUM; i++) {
      if (bytes[i] != 0) {
        throw problems.corrupt("header", i, "zero", bytes[i]);
      }
    }
    return fields(b, problems);
  }

  /** The fields behind the version in hex. The end of a file repeats them. */
  String repeated() {
    return HexFormat.of().formatHex(encode(), FIELDS, RESERVED);
  }

  /**
   * The header whose fields the properties at {@code offset} repeat. The properties have their own
   * checksum.
   */
  static Header ofRepeated(String fields, long offset, FileErrors problems) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(fields);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != RESERVED - FIELDS) {
      throw problems.corrupt(
          "properties", offset, RESERVED - FIELDS + " bytes of the header in hex", fields);
    }
    ByteBuffer b = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    return fields(b.put(FIELDS, bytes), problems);
  }

  private static Header fields(ByteBuffer b, FileErrors problems) {
    int features = b.getInt(16);
    if ((features & ~Format.KNOWN_FEATURES) != 0) {
      throw problems.unsupported(
          "required features 0x%08x, this reader knows 0x%08x"
              .formatted(features, Format.KNOWN_FEATURES));
    }
    int codec = b.get(10);
    if (codec < 0 || codec >= Codec.COUNT) {
      throw problems.unsupported(
          "codec %d, this reader knows 0 to %d".formatted(codec, Codec.COUNT - 1));
    }
    Header h =
        new Header(
            Codec.values()[codec], b.get(11), b.get(12), Byte.toUnsignedInt(b.get(13)), features);
    if (h.hasDictionary() && h.codec != Codec.ZSTD) {
      throw problems.corrupt("header", 16, "a dictionary with codec ZSTD only", h.codec);
    }
    if (h.blockShift < Format.MIN_BLOCK_SHIFT || h.blockShift > Format.MAX_BLOCK_SHIFT) {
      throw problems.corrupt("header", 11, "block shift 12 to 24", h.blockShift);
    }
    if (h.alignmentShift != 0 && h.alignmentShift != 3) {
      throw problems.corrupt("header", 12, "alignment shift 0 or 3", h.alignmentShift);
    }
    if (b.getShort(14) != 0) {
      throw problems.corrupt("header", 14, "zero", b.getShort(14));
    }
    return h;
  }

  /** Whether these bytes look like the header of a compressed file. Checks no checksum. */
  public static boolean isCompressed(byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return b.getLong(0) == Format.MAGIC && b.get(10) != Codec.NONE.ordinal();
  }

  public boolean hasDictionary() {
    return (features & Format.DICTIONARY) != 0;
  }

  /** Whether the footer may say that the index is direct. */
  boolean mayBeDirect() {
    return (features & Format.DIRECT) != 0;
  }

  /** The header of the same file without compression. */
  public Header mappable() {
    return new Header(Codec.NONE, blockShift, alignmentShift, keyWidth, features & Format.DIRECT);
  }

  /** Whether the file can be mapped, because its data section is the data space itself. */
  public boolean isMappable() {
    return codec == Codec.NONE;
  }
}
