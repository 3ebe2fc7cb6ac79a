/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.ValueCheck.Problem;
import io.indexkv.row.RowType.Array;
import io.indexkv.row.RowType.Bool;
import io.indexkv.row.RowType.Bytes;
import io.indexkv.row.RowType.Decimal;
import io.indexkv.row.RowType.Field;
import io.indexkv.row.RowType.Fixed;
import io.indexkv.row.RowType.MapOf;
import io.indexkv.row.RowType.Struct;
import io.indexkv.row.RowType.WideDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exactly the rows of docs/row-layout.md pass, and no check reads outside the bytes. */
class RowCheckTest {
  private static final long NONE = 0;

  /** A column c of a type, the words of a row, and the expected problem; null if there is none. */
  static Stream<Arguments> rows() {
    return Stream.of(
        row(new Fixed(8), null, NONE, 7),
        row(new Fixed(8), "a row of 1 columns, 16 bytes", NONE),
        row(new Fixed(8), "a row of 1 columns, 16 bytes", NONE, 7, 7),
        row(new Fixed(8), "null bits of 1 columns", 2, 7),
        row(new Fixed(4), null, 1, -1),
        row(new Bool(), null, NONE, 1),
        row(new Bool(), "column c: 0 or 1", NONE, 2),
        row(new Bool(), null, 1, 2),
        row(new Decimal(3), null, NONE, 999),
        row(new Decimal(3), null, NONE, -999),
        row(new Decimal(3), null, 1, 1000),
        row(new Decimal(3), "column c: a number of at most 3 digits", NONE, 1000),
        row(new Decimal(3), "column c: a number of at most 3 digits", NONE, -1000),
        row(new Decimal(18), null, NONE, 999_999_999_999_999_999L),
        row(new Decimal(18), "at most 18 digits", NONE, Long.MIN_VALUE),
        row(new Bytes(), null, NONE, slot(16, 0)),
        row(new Bytes(), null, NONE, slot(16, 3), 0x434241),
        row(new Bytes(), null, 1, slot(1 << 30, 1 << 30)),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(8, 8), 0),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(17, 3), 0),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(16, 9), 0),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(32, 0), 0),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(16, -1), 0),
        row(new Bytes(), "column c: a piece at a multiple of 8", NONE, slot(-8, 8), 0),
        row(new Bytes(), "column c: a piece", NONE, slot(16, Integer.MAX_VALUE), 0),
        row(new WideDecimal(38), null, NONE, slot(16, 1), 5, 0),
        row(new WideDecimal(19), null, 1, slot(16, 0), 0, 0),
        row(new WideDecimal(38), "column c: a number of 1 to 16 bytes", NONE, slot(16, 0), 0, 0),
        row(new WideDecimal(38), "column c: a piece", NONE, slot(16, 17), 0, 0),
        row(new WideDecimal(38), "column c: a piece", NONE, slot(16, 1), 5),
        row(new WideDecimal(38), "in as few bytes", NONE, slot(16, 2), 0x0100, 0),
        row(new WideDecimal(38), "in as few bytes", NONE, slot(16, 2), 0xFFFF, 0),
        row(new WideDecimal(38), "at most 38 digits", NONE, slot(16, 16), 0x7F, 0),
        row(new WideDecimal(38), "at most 38 digits", NONE, slot(16, 16), 0x80, 0),
        row(new Array(new Fixed(4)), null, NONE, slot(16, 24), 2, 0, 5),
        row(new Array(new Fixed(4)), "no more elements", NONE, slot(16, 24), 3, 0, 5),
        row(new Array(new Fixed(4)), "no more elements", NONE, slot(16, 24), -1, 0, 5),
        row(new Array(new Fixed(4)), "no more elements", NONE, slot(16, 24), 1L << 62, 0, 5),
        row(new Array(new Fixed(4)), "no more elements", NONE, slot(16, 24), Long.MAX_VALUE, 0, 5),
        row(new Array(new Fixed(4)), "an array of 8 bytes or more", NONE, slot(16, 0)),
        row(new Array(new Fixed(4)), "an array of 8 bytes or more", NONE, slot(16, 20), 1, 0, 5),
        row(new Array(new Bool()), null, NONE, slot(16, 24), 3, 4, 0x030101),
        row(new Array(new Bool()), "element 2: 0 or 1", NONE, slot(16, 24), 3, 0, 0x030101),
        row(new Array(new Decimal(2)), null, NONE, slot(16, 32), 2, 2, 99, 100),
        row(new Array(new Decimal(2)), "element 1: a number of", NONE, slot(16, 32), 2, 0, 99, 100),
        row(new Array(new Bytes()), null, NONE, slot(16, 40), 2, 1, -1, slot(32, 1), 65),
        row(new Array(new Bytes()), "element 1: a piece", NONE, slot(16, 40), 2, 1, 0, 8, 65),
        row(
            new Array(new Bytes()),
            "column c: element 1: pieces that share no bytes",
            NONE,
            slot(16, 40),
            2,
            0,
            slot(32, 1),
            slot(32, 1),
            65),
        row(
            new Array(new Array(new Fixed(1))),
            "column c: element 0: an array of no more elements",
            NONE,
            slot(16, 40),
            1,
            0,
            slot(24, 16),
            9,
            0),
        row(MAP, null, NONE, slot(16, 56), 24, 1, 0, 7, 1, 0, 8),
        row(MAP, "as many values as keys", NONE, slot(16, 56), 24, 1, 0, 7, 0, 0, 0),
        row(MAP, "keys of at most 48 bytes", NONE, slot(16, 56), 56, 1, 0, 7, 1, 0, 8),
        row(MAP, "keys of at most 48 bytes", NONE, slot(16, 56), -8, 1, 0, 7, 1, 0, 8),
        row(MAP, "keys: an array of 8 bytes or more", NONE, slot(16, 56), 12, 1, 0, 7, 1, 0, 8),
        row(MAP, "values: an array of 8 bytes", NONE, slot(16, 32), 24, 1, 0, 7),
        row(MAP, "a map of 8 bytes or more", NONE, slot(16, 0), 0),
        row(STRUCT, null, NONE, slot(16, 24), NONE, slot(16, 2), 0x4142),
        row(STRUCT, "column c: column inner: a piece", NONE, slot(16, 24), NONE, slot(16, 9), 1),
        row(STRUCT, "column c: a row of 1 columns", NONE, slot(16, 8), NONE));
  }

  private static final RowType MAP = new MapOf(new Fixed(8), new Fixed(8));

  private static final RowType STRUCT = new Struct(List.of(new Field("inner", new Bytes())));

  @ParameterizedTest
  @MethodSource("rows")
  void aRowPassesAndNothingElseDoes(RowType type, long[] words, String expected) {
    ByteBuffer bytes = bytes(words);

    // with others around it
    ByteBuffer around = ByteBuffer.allocate(bytes.capacity() + 16);
    around.put(8, bytes.array());

    for (Problem problem :
        new Problem[] {
          check(type).problem(bytes, 0, bytes.capacity()),
          check(type).problem(around, 8, bytes.capacity())
        }) {
      if (expected == null) {
        assertThat(problem).isNull();
      } else {
        assertThat(problem).isNotNull();
        assertThat(problem.expected()).contains(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noFlippedBitLetsTheCheckReadOutside(RowType type, long[] words, String expected) {
    ByteBuffer bytes = bytes(words);
    RowCheck check = check(type);
    for (int bit = 0; bit < bytes.capacity() * 8; bit++) {
      byte before = bytes.get(bit / 8);
      bytes.put(bit / 8, (byte) (before ^ 1 << bit % 8));
      for (int length = 0; length <= bytes.capacity(); length++) {
        // a buffer throws if a check reads outside it
        check.problem(bytes.slice(0, length), 0, length);
      }
      bytes.put(bit / 8, before);
    }
  }

  @Test
  void nullBitsOfManyColumns() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      fields.add(new Field("c" + i, i == 69 ? new Bytes() : new Fixed(8)));
    }
    RowCheck check = new RowCheck(new Struct(fields));
    long[] words = new long[72];
    words[71] = slot(8 * 72, 1);

    assertThat(check.problem(bytes(words), 0, 8 * 72).expected()).contains("column c69: a piece");
    words[1] = 1 << 5;
    assertThat(check.problem(bytes(words), 0, 8 * 72)).isNull();
    words[1] = 1 << 6;
    assertThat(check.problem(bytes(words), 0, 8 * 72).expected())
        .isEqualTo("null bits of 70 columns");
  }

  @Test
  void arraysOfArraysTakeNoLongerThanTheirBytes() {
    // each level points to the next one many times: with shared bytes, 1000^20 arrays would be
    // checked
    RowType type = new Fixed(8);
    for (int i = 0; i < 20; i++) {
      type = new Array(type);
    }
    int n = 1000;
    int level = 1 + (n + 63) / 64 + n;
    long[] words = new long[2 + 20 * level];
    words[1] = slot(16, 8 * 20 * level);
    for (int i = 0; i < 20; i++) {
      words[2 + i * level] = n;
      for (int k = level - n; i < 19 && k < level; k++) {
        words[2 + i * level + k] = slot(8 * level, 8 * (19 - i) * level);
      }
    }

    assertThat(check(type).problem(bytes(words), 0, 8 * words.length).expected())
        .contains("pieces that share no bytes");
  }

  @Test
  void equalColumnsMakeEqualChecks() {
    assertThat(check(STRUCT))
        .isEqualTo(check(new Struct(List.of(new Field("inner", new Bytes())))));
    assertThat(check(STRUCT)).isNotEqualTo(check(MAP));
  }

  private static Arguments row(RowType type, String expected, long... words) {
    return Arguments.of(type, words, expected);
  }

  private static RowCheck check(RowType type) {
    return new RowCheck(new Struct(List.of(new Field("c", type))));
  }

  private static long slot(int offset, int length) {
    return (long) offset << 32 | length & 0xFFFFFFFFL;
  }

  private static ByteBuffer bytes(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return bytes;
  }
}
