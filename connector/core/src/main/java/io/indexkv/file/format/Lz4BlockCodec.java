/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Compresses blocks to the LZ4 block format. */
final class Lz4BlockCodec implements BlockCodec {
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();

  @Override
  public int maxCompressedLength(int length) {
    return compressor.maxCompressedLength(length);
  }

  @Override
  public int compress(byte[] block, int length, byte[] to) {
    return compressor.compress(block, 0, length, to, 0, to.length);
  }

  @Override
  public int decompress(byte[] stored, int storedLength, byte[] to) {
    return decompressor.decompress(stored, 0, storedLength, to, 0, to.length);
  }

  @Override
  public void close() {}
}
