/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Rows whose bytes must never change, because stores contain them. */
class RowBytesTest {
  @Test
  void stringsAreInPiecesBehindTheSlots() {
    RowLayout layout =
        new RowLayout(
            Column.string("iata"),
            Column.int32("feet"),
            Column.float64("latitude"),
            Column.string("state"));
    check(
        layout.row("LAX", 126, 33.94253611, null),
        """
        08 00 00 00 00 00 00 00
        03 00 00 00 28 00 00 00
        7e 00 00 00 00 00 00 00
        e1 df f3 05 a5 f8 40 40
        00 00 00 00 00 00 00 00
        4c 41 58 00 00 00 00 00
        """);
  }

  @Test
  void wideDecimalsHavePiecesOf16BytesEvenIfNull() {
    RowLayout layout =
        new RowLayout(
            Column.decimal("price", 20, 2),
            Column.decimal("discount", 38, 0),
            Column.bool("active"),
            Column.decimal("tax", 18, 2),
            Column.bytes("none"));
    check(
        layout.row(new BigDecimal("1.5"), null, true, new BigDecimal("-0.01"), new byte[0]),
        """
        02 00 00 00 00 00 00 00
        02 00 00 00 30 00 00 00
        00 00 00 00 40 00 00 00
        01 00 00 00 00 00 00 00
        ff ff ff ff ff ff ff ff
        00 00 00 00 50 00 00 00
        00 96 00 00 00 00 00 00
        00 00 00 00 00 00 00 00
        00 00 00 00 00 00 00 00
        00 00 00 00 00 00 00 00
        """);
  }

  private static void check(Row row, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    assertThat(row.bytes()).isEqualTo(bytes);
    assertThat(row.layout().view(bytes)).isEqualTo(row).hasToString(row.toString());
  }
}
