/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class PageCodecsTest {
  private static final byte[] PAGE = new byte[10_000];

  private final BytesInputDecompressor snappy =
      new PageCodecs(new PlainParquetConfiguration()).getDecompressor(CompressionCodecName.SNAPPY);

  static {
    for (int i = 0; i < PAGE.length; i++) {
      PAGE[i] = (byte) (i / 7);
    }
  }

  @Test
  void snappyPagesComeBack() throws IOException {
    byte[] compressed = Snappy.compress(PAGE);
    byte[] inside = Arrays.copyOf(new byte[3], compressed.length + 5);
    System.arraycopy(compressed, 0, inside, 3, compressed.length);
    ByteBuffer out = ByteBuffer.allocateDirect(PAGE.length);

    BytesInput part = BytesInput.from(ByteBuffer.wrap(inside), 3, compressed.length);
    assertThat(snappy.decompress(part, PAGE.length).toByteArray()).isEqualTo(PAGE);
    ByteBuffer direct = ByteBuffer.allocateDirect(compressed.length).put(compressed).flip();
    assertThat(snappy.decompress(BytesInput.from(direct), PAGE.length).toByteArray())
        .isEqualTo(PAGE);
    snappy.decompress(ByteBuffer.wrap(compressed), compressed.length, out, PAGE.length);
    assertThat(out.flip()).isEqualTo(ByteBuffer.wrap(PAGE));
  }

  @Test
  void aPageOfAnotherSizeIsDamaged() throws IOException {
    byte[] compressed = Snappy.compress(PAGE);

    assertThatThrownBy(() -> snappy.decompress(BytesInput.from(compressed), 9_999))
        .isInstanceOf(IOException.class)
        .hasMessage("a page of the file is damaged: expected 9,999 bytes, found 10,000");
    assertThatThrownBy(
            () -> snappy.decompress(BytesInput.from(Arrays.copyOf(compressed, 40)), PAGE.length))
        .isInstanceOf(IOException.class);
  }

  @Test
  void pagesThatCompressWellComeBack() throws IOException {
    byte[] zeros = new byte[1 << 20];

    BytesInput compressed = BytesInput.from(Snappy.compress(zeros));
    assertThat(snappy.decompress(compressed, zeros.length).toByteArray()).isEqualTo(zeros);
  }

  @Test
  void aPageThatFewBytesCannotHoldIsDamaged() {
    byte[] claim = {-1, -1, -1, -1, 7};

    assertThatThrownBy(() -> snappy.decompress(BytesInput.from(claim), Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessage("a page of the file is damaged: 2,147,483,647 bytes cannot be compressed to 5");
  }
}
