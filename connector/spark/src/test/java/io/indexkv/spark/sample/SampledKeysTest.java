/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledKeysTest {
  private static final int SIZE = 10_000;

  private static SampledKeys of(int seed, int first, int end) {
    SampledKeys keys = new SampledKeys(SIZE, seed);
    for (int i = first; i < end; i++) {
      long number = keys.next();
      if (keys.takes(number)) {
        keys.add(number, ByteBuffer.allocate(Integer.BYTES).putInt(i).array(), Integer.BYTES);
      }
    }
    return keys;
  }

  private static List<Integer> bounds(SampledKeys keys, int ranges) {
    return keys.bounds(ranges).stream().map(key -> ByteBuffer.wrap(key).getInt()).toList();
  }

  @Test
  void aSampleOfAllKeysDividesThemEvenly() {
    assertThat(bounds(of(1, 0, SIZE), 4)).containsExactly(2_500, 5_000, 7_500);
  }

  @Test
  void fewKeysAreBoundsOfSeveralRanges() {
    assertThat(bounds(of(1, 0, 2), 5)).containsExactly(0, 0, 1, 1);
    assertThat(bounds(of(1, 0, 0), 5)).isEmpty();
  }

  /** One part has nine times as many rows as the other, and so has its part of the sample. */
  @Test
  void samplesOfUnequalPartsMergeIntoOneOfAllRows() {
    SampledKeys merged = SampledKeys.of(of(1, 0, 900_000).serialized(), SIZE);
    merged.merge(SampledKeys.of(of(2, 900_000, 1_000_000).serialized(), SIZE));

    List<Integer> bounds = bounds(merged, 10);

    assertThat(bounds).hasSize(9).isSorted();
    // the standard deviation of a bound is at most 0.5 % of the rows
    IntStream.range(0, 9)
        .forEach(
            i -> assertThat(bounds.get(i)).isBetween(i * 100_000 + 75_000, i * 100_000 + 125_000));
  }

  @Test
  void aLongKeyIsCut() {
    SampledKeys keys = new SampledKeys(SIZE, 1);
    keys.add(1, new byte[60_000], 60_000);

    assertThat(SampledKeys.of(keys.serialized(), SIZE).bounds(2).get(0)).hasSize(1_024);
  }
}
