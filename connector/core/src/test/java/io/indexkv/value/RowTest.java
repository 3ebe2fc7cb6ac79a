/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.Draw;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
  static final RowLayout EVERY_TYPE =
      new RowLayout(
          Column.bool("bool"),
          Column.int8("int8"),
          Column.int16("int16"),
          Column.int32("int32"),
          Column.int64("int64"),
          Column.float32("float32"),
          Column.float64("float64"),
          Column.date("date"),
          Column.timestamp("timestamp"),
          Column.timestampNtz("timestamp_ntz"),
          Column.decimal("narrow", 18, 2),
          Column.decimal("wide", 38, 2),
          Column.string("string"),
          Column.bytes("bytes"),
          Column.opaque("opaque"));

  static Object[] draw(Draw draw) {
    Object[] values = {
      draw.random.nextBoolean(),
      (byte) draw.number(-128, 127),
      (short) draw.number(-32768, 32767),
      (int) draw.number(Integer.MIN_VALUE, Integer.MAX_VALUE),
      draw.number(Long.MIN_VALUE, Long.MAX_VALUE),
      Float.intBitsToFloat(draw.random.nextInt()),
      -0.0,
      LocalDate.ofEpochDay(draw.number(Integer.MIN_VALUE, Integer.MAX_VALUE)),
      Instant.ofEpochSecond(draw.number(-(1L << 40), 1L << 40), 999_999_000),
      LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1000),
      draw.decimal(18, 2),
      draw.decimal(38, 2),
      draw.string(),
      draw.bytes(),
      draw.bytes()
    };
    for (int i = 0; i < values.length; i++) {
      values[i] = draw.random.nextInt(5) == 0 ? null : values[i];
    }
    return values;
  }

  @Test
  void readsBackRandomRowsOfEveryType() {
    Draw draw = new Draw();
    for (int n = 0; n < 5_000; n++) {
      Object[] values = draw(draw);
      Row row = EVERY_TYPE.view(EVERY_TYPE.row(values).bytes());
      Object[] back = IntStream.range(0, values.length).mapToObj(row::value).toArray();
      assertThat(Arrays.deepEquals(back, values)).as("%s, %s", row, Draw.seed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 129})
  void nullBitsAreOneWordFor64Columns(int count) {
    RowLayout layout =
        new RowLayout(
            IntStream.range(0, count).mapToObj(i -> Column.int32("c" + i)).toArray(Column[]::new));
    for (int absent = 0; absent < count; absent++) {
      Object[] values = IntStream.range(0, count).boxed().toArray();
      values[absent] = null;
      Row row = layout.row(values);
      assertThat(row.bytes()).hasSize((count + 63) / 64 * 8 + 8 * count);
      for (int i = 0; i < count; i++) {
        assertThat(row.isNull(i)).isEqualTo(i == absent);
        assertThat(row.value(i)).isEqualTo(values[i]);
      }
    }
  }

  @Test
  void columnsAreFoundByName() {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    Row row = layout.row(7L, "x");
    assertThat(row.string(row.layout().ordinal("name"))).isEqualTo("x");
    assertThat(row).hasToString("[id=7, name=x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.ordinal("nam"))
        .withMessage("no column nam in (id int64, name string)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowLayout(Column.int64("id"), Column.int8("id")))
        .withMessage("two columns are named id");
  }

  @Test
  void aNullIsNullAsAnObjectAndAnErrorAsAPrimitive() {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    Row row = layout.row(null, null);
    assertThat(row.string(1)).isNull();
    assertThat(row.bytes(1)).isNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> row.int64(0))
        .withMessage("column id int64 is null: call isNull first");
  }

  @Test
  void refusesToReadAColumnAsAnotherType() {
    Row row = new RowLayout(Column.int64("id"), Column.decimal("price", 20, 2)).row(7L, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.int32(0))
        .withMessage("column id int64 was read as INT32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.bytes(1))
        .withMessage("column price decimal(20,2) was read as BINARY");
    assertThatIllegalArgumentException().isThrownBy(() -> row.string(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> row.isNull(2));
  }

  @Test
  void refusesValuesThatDoNotFit() {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.decimal("price", 5, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.row(7L))
        .withMessage("1 values for the 2 columns (id int64, price decimal(5,2))");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.row(7, null))
        .withMessage("Integer in column id int64: expected Long");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.row(7L, new BigDecimal("1.005")))
        .withMessageStartingWith("column price decimal(5,2): 1.005 is no decimal(5,2): it has");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Column.decimal("price", 39, 0))
        .withMessageStartingWith("column price with precision 39 and scale 0: expected 1 to 38");
  }

  @Test
  void refusesBytesOfAnotherLayout() {
    RowLayout numbers = new RowLayout(Column.int64("id"));
    RowLayout text = new RowLayout(Column.int64("id"), Column.string("name"));
    for (int length : new int[] {0, 8, 15, 17, 24}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> numbers.view(new byte[length]))
          .withMessage("not a row of (id int64): expected 16 bytes, found " + length);
    }
    for (int length : new int[] {0, 16, 23, 25}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> text.view(new byte[length]))
          .withMessageStartingWith(
              "not a row of (id int64, name string): expected 24 bytes or more");
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        23L << 32 | 1,
        24L << 32 | 9,
        32L << 32 | 1,
        24L << 32 | 0xFFFF_FFFFL,
        0xFFFF_FFE8L << 32 | 8
      })
  void refusesOffsetsOutsideTheRow(long slot) {
    RowLayout layout = new RowLayout(Column.int64("id"), Column.string("name"));
    byte[] bytes = layout.row(7L, "x").bytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(16, slot);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.view(bytes).string(1))
        .withMessageStartingWith("not a row of (id int64, name string): name string has ");
  }
}
