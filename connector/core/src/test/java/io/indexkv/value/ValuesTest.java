/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.indexkv.Draw;
import io.indexkv.key.Keys;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
  /** A caller's own encoding: two methods. */
  record Point(byte x, byte y) {
    static final Values<Point> VALUES =
        new Values<>() {
          @Override
          public byte[] encode(Point value) {
            return new byte[] {value.x, value.y};
          }

          @Override
          public Point decode(byte[] bytes) {
            return new Point(bytes[0], bytes[1]);
          }
        };
  }

  @Test
  void callersOwnEncodingIsTwoMethods() {
    Point point = new Point((byte) 1, (byte) -1);
    assertThat(Point.VALUES.decode(Point.VALUES.encode(point))).isEqualTo(point);
  }

  @Test
  void int64Is8BytesLittleEndian() {
    assertThat(Values.int64().encode(-2L)).containsExactly(-2, -1, -1, -1, -1, -1, -1, -1);
    Draw draw = new Draw();
    for (int i = 0; i < 1_000; i++) {
      long value = draw.number(Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(Values.int64().decode(Values.int64().encode(value)))
          .as(Draw.seed())
          .isEqualTo(value);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.int64().decode(new byte[9]))
        .withMessage("not an int64 value: expected 8 bytes, found 9");
  }

  @Test
  void utf8IsTheSameTextOrRefused() {
    Draw draw = new Draw();
    for (int i = 0; i < 5_000; i++) {
      String text = draw.string();
      byte[] bytes = Values.string().encode(text);
      assertThat(bytes).as(Draw.seed()).isEqualTo(Keys.string().encode(text));
      assertThat(Values.string().decode(bytes)).as(Draw.seed()).isEqualTo(text);
    }
    assertThat(Values.string().decode(Values.string().encode("\ufffd"))).isEqualTo("\ufffd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.string().encode("\ud83d"))
        .withMessageStartingWith("unpaired surrogate U+D83D at char 0 of 1");
    for (byte[] bad :
        List.of(new byte[] {(byte) 0xC0, (byte) 0x80}, new byte[] {'a', (byte) 0xE2})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Values.string().decode(bad))
          .withMessageStartingWith("not UTF-8 from byte ");
    }
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> Values.bytes().encode(null));
    assertThatNullPointerException().isThrownBy(() -> Values.string().encode(null));
    assertThatNullPointerException().isThrownBy(() -> Values.int64().encode(null));
  }

  @Test
  void rowsAreOfTheirLayout() {
    Values<Row> values = Values.row(Column.int64("id"), Column.string("name"));
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    Row row = layout.row(7L, "Zo\u00eb");
    assertThat(values.decode(values.encode(row))).isEqualTo(row).hasSameHashCodeAs(row);
    Row other = new RowLayout(Column.int64("id")).row(7L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.encode(other))
        .withMessage("a row of (id int64): expected one of (id int64, name string)");
  }
}
