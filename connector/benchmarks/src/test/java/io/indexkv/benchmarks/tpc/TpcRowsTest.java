/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class TpcRowsTest {
  private static final Row A = RowFactory.create("a", 1.5, null);
  private static final Row B = RowFactory.create("b", 2.5, 7);

  @Test
  void theOrderDoesNotMatter() {
    assertThat(TpcRows.difference(List.of(A, B), List.of(B, A))).isNull();
  }

  @Test
  void theLastDigitsOfADoubleDoNotMatter() {
    Row almost = RowFactory.create("a", Math.nextUp(1.5), null);
    assertThat(TpcRows.difference(List.of(A), List.of(almost))).isNull();
  }

  @Test
  void tellsHowManyRowsAreMissing() {
    assertThat(TpcRows.difference(List.of(A, B), List.of(A))).isEqualTo("expected 2 rows, found 1");
  }

  @Test
  void tellsWhichRowsDiffer() {
    Row other = RowFactory.create("a", 1.6, null);
    assertThat(TpcRows.difference(List.of(A, B), List.of(other, B)))
        .isEqualTo("expected [a,1.5,null], found [a,1.6,null]");
    assertThat(TpcRows.difference(List.of(B), List.of(RowFactory.create("b", 2.5, null))))
        .isEqualTo("expected [b,2.5,7], found [b,2.5,null]");
  }

  @Test
  void countsEqualRows() {
    assertThat(TpcRows.difference(List.of(A, A, B), List.of(A, B, B))).isNotNull();
  }
}
