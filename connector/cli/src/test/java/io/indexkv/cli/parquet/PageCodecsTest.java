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

  private final PageMemory memory = new PageMemory();
  private final BytesInputDecompressor snappy =
      new PageCodecs(new PlainParquetConfiguration(), memory)
          .getDecompressor(CompressionCodecName.SNAPPY);

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
  void aPageGetsTheMemoryThatOneOfItsSizeGaveBack() throws IOException {
    BytesInput compressed = BytesInput.from(Snappy.compress(PAGE));
    byte[] first = PageData.bytes(snappy.decompress(compressed, PAGE.length));
    assertThat(memory.isLast(first)).isTrue();
    byte[] second = PageData.bytes(snappy.decompress(compressed, PAGE.length));
    assertThat(second).isNotSameAs(first).isEqualTo(first);
    assertThat(memory.isLast(first)).isFalse();

    Arrays.fill(first, (byte) 1);
    memory.giveBack(first);
    byte[] shorter = Arrays.copyOf(PAGE, PAGE.length - 1);
    BytesInput other = BytesInput.from(Snappy.compress(shorter));
    assertThat(snappy.decompress(other, shorter.length).toByteArray()).isEqualTo(shorter);
    byte[] third = PageData.bytes(snappy.decompress(compressed, PAGE.length));
    assertThat(third).isSameAs(first).isEqualTo(PAGE);
  }

  @Test
  void keepsNoMoreMemoryThanItsMaximum() {
    byte[] half = memory.take(PageMemory.MAX_FREE / 2 + 1);
    byte[] other = memory.take(PageMemory.MAX_FREE / 2 + 1);
    memory.giveBack(half);
    memory.giveBack(other);
    assertThat(memory.take(half.length)).isSameAs(half);
    assertThat(memory.take(half.length)).isNotSameAs(other);
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
