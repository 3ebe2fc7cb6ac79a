/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.join.RowBatch;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ProbeBatchTest {

  @Test
  void touchesEachLineThatIsRead() {
    assertThat(TouchedWords.spaced(List.of())).isEmpty();
    assertThat(TouchedWords.spaced(List.of(8))).containsExactly(8);
    assertThat(TouchedWords.spaced(List.of(0, 8, 24, 64))).containsExactly(0, 64);
    assertThat(TouchedWords.spaced(List.of(0, 8, 16, 72, 80, 200))).containsExactly(0, 16, 80, 200);
  }

  @Test
  void touchesALineOfEachWordWhereverTheRowBegins() {
    List<Integer> words = List.of(0, 8, 40, 72, 96, 104, 136, 160, 240, 248, 400);
    int[] touched = TouchedWords.spaced(words);
    for (int begin = 0; begin < 64; begin += 8) {
      for (int word : words) {
        int line = (begin + word) / 64;
        boolean hit = false;
        for (int t : touched) {
          hit |= (begin + t) / 64 == line;
        }
        assertThat(hit).as("word %d of a row at %d", word, begin).isTrue();
      }
    }
  }

  @Test
  void aBatchOfRowsReturnsItsCopies() {
    RowBatch batch = new RowBatch();
    for (int round = 0; round < 3; round++) {
      batch.clear();
      int n = 0;
      while (!batch.full()) {
        batch.add(row(n, "row " + round + " " + n));
        n++;
      }
      assertThat(n).isEqualTo(Probe.ROWS);
      UnsafeRow row = new UnsafeRow(2);
      for (int i = 0; i < n; i++) {
        batch.point(i, row);
        assertThat(row).isEqualTo(row(i, "row " + round + " " + i));
      }
    }
  }

  @Test
  void aBatchOfWideRowsIsFullEarly() {
    RowBatch batch = new RowBatch();
    String wide = "x".repeat(300_000);
    while (!batch.full()) {
      batch.add(row(1, wide));
    }
    assertThat(batch.count()).isEqualTo(4);
  }

  private static UnsafeRow row(int number, String text) {
    UnsafeProjection projection =
        UnsafeProjection$.MODULE$.create(
            new DataType[] {DataTypes.IntegerType, DataTypes.StringType});
    return projection
        .apply(new GenericInternalRow(new Object[] {number, UTF8String.fromString(text)}))
        .copy();
  }
}
