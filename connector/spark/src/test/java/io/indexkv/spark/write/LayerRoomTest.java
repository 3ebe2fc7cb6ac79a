/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which layers a driver folds while small batches come. */
class LayerRoomTest {
  @ParameterizedTest
  @CsvSource({
    "1, false, 0",
    "1 1, false, 2",
    "1 1000, false, 0",
    "1 1000, true, 2",
    "1 1 1 1 1000, false, 4",
    "1 5 1 1 1000, true, 4",
    "1 2 4 8 16 32 64 128, false, 0",
    "1 2 4 8 16 32 64 128, true, 4",
    "1 1 2 4 8 16 32 64, false, 8",
    "600 1 1000, false, 2",
    "600 500 1000, false, 3"
  })
  void foldsTheNewestUpToOneAsLargeAsTheyAre(String sizes, boolean full, int count) {
    assertThat(LayerRoom.count(Arrays.stream(sizes.split(" ")).map(Long::valueOf).toList(), full))
        .isEqualTo(count);
  }

  @Test
  void rewritesEachByteAFewTimesAndNeverALargeLayer() {
    List<Long> layers = new ArrayList<>(List.of(1_000_000_000L));
    long written = 0;
    for (int batch = 0; batch < 10_000; batch++) {
      layers.add(0, 1000L);
      if (layers.size() >= 16) {
        List<Long> folded = layers.subList(0, LayerRoom.count(layers, false));
        long bytes = folded.stream().mapToLong(Long::longValue).sum();
        folded.clear();
        layers.add(0, bytes);
        written += bytes;
      }
    }
    assertThat(layers.get(layers.size() - 1)).isEqualTo(1_000_000_000L);
    assertThat(layers).hasSizeLessThan(16);
    assertThat(written / 10_000_000.0).isLessThan(10);
  }
}
