/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.output.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages. For Snappy, which nearly all files have, it needs neither Hadoop's classes
 * nor copies in buffers outside of the heap. The library does the other codecs.
 */
final class PageCodecs implements CompressionCodecFactory {
  private final ParquetConfiguration configuration;
  private final PageMemory memory;

  /** Null until a page needs it. */
  private CodecFactory others;

  PageCodecs(ParquetConfiguration configuration, PageMemory memory) {
    this.configuration = configuration;
    this.memory = memory;
  }

  private CodecFactory others() {
    if (others == null) {
      others = new CodecFactory(configuration, 0);
    }
    return others;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return codec == CompressionCodecName.SNAPPY
        ? new SnappyPages(memory)
        : others().getDecompressor(codec);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return others().getCompressor(codec);
  }

  @Override
  public void release() {
    if (others != null) {
      others.release();
    }
  }

  private static final class SnappyPages implements BytesInputDecompressor {
    /** How many times as large a page can be: Snappy's shortest copies take 3 bytes for 64. */
    private static final int MAX_RATIO = 22;

    private final PageMemory memory;

    SnappyPages(PageMemory memory) {
      this.memory = memory;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      ByteBuffer compressed = bytes.toByteBuffer();
      if (!compressed.hasArray()) {
        compressed = ByteBuffer.wrap(bytes.toByteArray());
      }
      byte[] array = compressed.array();
      int offset = compressed.arrayOffset() + compressed.position();
      int length = compressed.remaining();
      requireSize(Snappy.uncompressedLength(array, offset, length), size, length);
      byte[] page = memory.take(size);
      Snappy.uncompress(array, offset, length, page, 0);
      return BytesInput.from(page);
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size)
        throws IOException {
      byte[] compressed = new byte[inputSize];
      input.get(compressed);
      output.put(decompress(BytesInput.from(compressed), size).toByteArray());
    }

    private static void requireSize(int found, int expected, int compressed) throws IOException {
      if (found != expected) {
        throw new IOException(
            "a page of the file is damaged: expected %s bytes, found %s"
                .formatted(Text.number(expected), Text.number(found)));
      }
      if (found < 0 || found > (long) MAX_RATIO * compressed) {
        throw new IOException(
            "a page of the file is damaged: %s bytes cannot be compressed to %s"
                .formatted(Text.number(found), Text.number(compressed)));
      }
    }

    @Override
    public void release() {}
  }
}
