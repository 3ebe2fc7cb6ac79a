/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.codec.StoreKey;
import java.util.List;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** How many values of IN a scan takes over; the other tests have few. */
class KeySelectionTest {
  private static final StoreKey ONE =
      StoreKey.of(new StructType().add("k", DataTypes.LongType), List.of("k"));
  private static final StoreKey TWO =
      StoreKey.of(
          new StructType().add("a", DataTypes.LongType).add("b", DataTypes.LongType),
          List.of("a", "b"));

  @Test
  void aMillionValuesAreAMillionKeys() {
    Predicate in = in("k", 1_000_000);
    KeySelection keys = KeySelection.of(ONE, List.of(in));

    assertThat(keys.points().orElseThrow().keys()).hasSize(1_000_000);
    assertThat(keys.answered()).hasSize(1).first().isSameAs(in);
  }

  @Test
  void moreValuesAreLeftToSpark() {
    KeySelection keys = KeySelection.of(ONE, List.of(in("k", (1 << 20) + 1)));

    assertThat(keys.isAll()).isTrue();
    assertThat(keys.points()).isEmpty();
    assertThat(keys.answered()).isEmpty();
  }

  /** The first column alone decides which keys are read, and Spark looks at the second. */
  @Test
  void manyValuesOfTwoColumnsAreRangesOfTheFirst() {
    Predicate first = in("a", 1000);
    Predicate second = in("b", 1000);
    KeySelection keys = KeySelection.of(TWO, List.of(second, first));

    assertThat(keys.points()).isEmpty();
    assertThat(keys.ranges().size()).isEqualTo(1000);
    assertThat(keys.answered()).hasSize(1).first().isSameAs(first);
  }

  @Test
  void fewValuesOfTwoColumnsAreKeys() {
    KeySelection keys = KeySelection.of(TWO, List.of(in("b", 30), in("a", 20)));

    assertThat(keys.points().orElseThrow().keys()).hasSize(600);
    assertThat(keys.answered()).hasSize(2);
  }

  /** Even numbers, so that no two values are neighbours. */
  private static Predicate in(String column, int values) {
    Expression[] operands = new Expression[values + 1];
    operands[0] = FieldReference.column(column);
    for (int i = 0; i < values; i++) {
      operands[i + 1] = new LiteralValue<>(2L * i, DataTypes.LongType);
    }
    return new Predicate("IN", operands);
  }
}
