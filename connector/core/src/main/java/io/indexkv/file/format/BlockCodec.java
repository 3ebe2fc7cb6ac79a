/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** Compresses and decompresses one block at a time. Thread-safe. */
public sealed interface BlockCodec extends AutoCloseable permits Lz4BlockCodec, ZstdBlockCodec {
  /** Number of bytes that {@link #compress} needs for a block of this length. */
  int maxCompressedLength(int length);

  /** Compresses the first {@code length} bytes of {@code block}. Returns the compressed length. */
  int compress(byte[] block, int length, byte[] to);

  /**
   * Decompresses a stored block. Returns the number of bytes of the block.
   *
   * @throws RuntimeException if the stored bytes are damaged, or {@code to} is too short
   */
  int decompress(byte[] stored, int storedLength, byte[] to);

  /** Frees the library's memory outside of the heap. Do not use the codec afterwards. */
  @Override
  void close();

  /** The codec of a compression, or null for none. The {@code dictionary} may be null. */
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
