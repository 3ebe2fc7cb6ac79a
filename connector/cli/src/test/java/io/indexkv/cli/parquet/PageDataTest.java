/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/** A page takes no memory for rows that it only claims to have. */
class PageDataTest {
  private static final ColumnDescriptor COLUMN =
      MessageTypeParser.parseMessageType("message m { optional int64 k; }").getColumns().get(0);

  /** A page that claims to have so many rows. */
  private static PageData page(int rows, Encoding levels, int... bytes) throws IOException {
    byte[] page = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      page[i] = (byte) bytes[i];
    }
    Statistics<?> none = Statistics.createStats(COLUMN.getPrimitiveType());
    return PageData.of(
        new DataPageV1(
            BytesInput.from(page), rows, page.length, none, Encoding.RLE, levels, Encoding.PLAIN),
        COLUMN);
  }

  @Test
  void rowsAreNullWhereTheLevelsSayIt() throws IOException {
    // 5 rows with a value, then 8 packed levels
    PageData page = page(13, Encoding.RLE, 4, 0, 0, 0, 10, 1, 3, 0b1101_0110);
    boolean[] nulls = new boolean[8];

    assertThat(page.from()).isEqualTo(8);
    assertThat(page.nulls().next(nulls, 5)).isZero();
    assertThat(page.nulls().next(nulls, 8)).isEqualTo(3);
    assertThat(nulls).containsExactly(true, false, false, true, false, true, false, false);
  }

  @Test
  void aRunOfNullsMayBeLong() throws IOException {
    PageData page =
        page(Integer.MAX_VALUE, Encoding.RLE, 6, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0);

    assertThat(page.rows()).isEqualTo(Integer.MAX_VALUE);
    assertThat(page.nulls().next(new boolean[FlatColumn.BATCH], 1000)).isEqualTo(1000);
  }

  @Test
  @SuppressWarnings("deprecation") // old files have it
  void levelsOfOldWritersAreRead() throws IOException {
    PageData page = page(8, Encoding.BIT_PACKED, 0b0110_1011);
    boolean[] nulls = new boolean[8];

    assertThat(page.nulls().next(nulls, 8)).isEqualTo(3);
    assertThat(nulls).containsExactly(true, false, false, true, false, true, false, false);
  }

  @Test
  void levelsThatEndTooSoonAreDamaged() throws IOException {
    PageData page = page(100, Encoding.RLE, 2, 0, 0, 0, 10, 0);

    assertThatThrownBy(() -> page.nulls().next(new boolean[100], 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a page of the file is damaged");
    assertThatThrownBy(() -> page(100, Encoding.RLE, 9, 0, 0, 0, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
