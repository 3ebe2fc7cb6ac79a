/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** Compresses and decompresses one block at a time. Thread-safe. */
public sealed interface BlockCodec extends AutoCloseable permits Lz4BlockCodec, ZstdBlockCodec {
  /** Room that {@link #compress} needs for a block of this length. */
  int maxCompressedLength(int length);

  /** Compresses the first LENGTH bytes of BLOCK; returns the compressed length. */
  int compress(byte[] block, int length, byte[] to);

  /**
   * Decompresses to as many bytes as were compressed, and says how many.
   *
   * @throws RuntimeException if the bytes are not what was compressed, or TO is too short
   */
  int decompress(byte[] stored, int storedLength, byte[] to);

  /** Gives back what the library holds outside of the heap. Nothing is decompressed afterwards. */
  @Override
  void close();

  /** The codec of a compression, null for none; DICTIONARY may be null. */
  static BlockCodec of(Codec codec, int level, byte[] dictionary) {
    try {
      return switch (codec) {
        case NONE -> null;
        case LZ4 -> new Lz4BlockCodec();
        case ZSTD -> new ZstdBlockCodec(level, dictionary);
      };
    } catch (NoClassDefFoundError e) {
      throw new UnsupportedOperationException(
          "codec %s needs a library that is not on the class path: add %s"
              .formatted(
                  codec, codec == Codec.LZ4 ? "at.yawk.lz4:lz4-java" : "com.github.luben:zstd-jni"),
          e);
    }
  }
}
