/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.codec.OneKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class SplitKeysTest {
  @Test
  void evenKeysAreCutEvenly() {
    OneKey encoder = OneKey.of(DataTypes.LongType);
    List<byte[]> cuts =
        SplitKeys.between(encoder.encode(-1000L), encoder.encode(1000L), Long.BYTES, 4);

    assertThat(cuts).hasSize(3);
    assertThat(cuts.get(0)).isEqualTo(encoder.encode(-500L));
    assertThat(cuts.get(1)).isEqualTo(encoder.encode(0L));
    assertThat(cuts.get(2)).isEqualTo(encoder.encode(500L));
  }

  @Test
  void theWholeRangeOfATypeIsCut() {
    OneKey bytes = OneKey.of(DataTypes.ByteType);
    assertThat(SplitKeys.between(bytes.encode((byte) -128), bytes.encode((byte) 127), 1, 2))
        .hasSize(1);
    OneKey longs = OneKey.of(DataTypes.LongType);
    assertThat(
            SplitKeys.between(longs.encode(Long.MIN_VALUE), longs.encode(Long.MAX_VALUE), 8, 1000))
        .hasSize(999);
  }

  @Test
  void whatCannotBeCutIsOnePart() {
    byte[] key = "LAX".getBytes(UTF_8);
    assertThat(SplitKeys.between(key, key, 0, 10)).isEmpty();
    assertThat(SplitKeys.between(new byte[] {1, 2}, new byte[] {1, 3}, 2, 10)).hasSizeLessThan(2);
  }

  @Test
  void cutsAreAscendingWithinTheFileWhateverTheKeys() {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    OneKey encoder = OneKey.of(DataTypes.StringType);
    for (int round = 0; round < 20_000; round++) {
      byte[] a = encoder.encode(text(random));
      byte[] b = encoder.encode(text(random));
      byte[] smallest = Arrays.compareUnsigned(a, b) <= 0 ? a : b;
      byte[] largest = smallest == a ? b : a;
      List<byte[]> order = new ArrayList<>();
      order.add(smallest);
      order.addAll(SplitKeys.between(smallest, largest, 0, 1 + random.nextInt(9)));
      for (int i = 1; i < order.size(); i++) {
        assertThat(Arrays.compareUnsigned(order.get(i - 1), order.get(i)))
            .as("seed %d, round %d", seed, round)
            .isNegative();
        assertThat(Arrays.compareUnsigned(order.get(i), largest))
            .as("seed %d, round %d", seed, round)
            .isNotPositive();
      }
    }
  }

  private static UTF8String text(Random random) {
    byte[] text = new byte[random.nextInt(12)];
    random.nextBytes(text);
    if (random.nextBoolean()) {
      Arrays.fill(text, 0, text.length / 2, (byte) 'a');
    }
    return UTF8String.fromBytes(text);
  }
}
