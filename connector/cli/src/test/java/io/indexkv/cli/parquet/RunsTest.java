/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library packs, we unpack. */
class RunsTest {
  private final Random random = new Random(20261130);

  /** Numbers of so many bits: some random, some many times the same. */
  private int[] numbers(int width) {
    int[] numbers = new int[5000];
    int mask = (int) ((1L << width) - 1);
    for (int i = 0; i < numbers.length; ) {
      int run = random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 1;
      int number = random.nextInt() & mask;
      for (int end = Math.min(numbers.length, i + run); i < end; i++) {
        numbers[i] = number;
      }
    }
    return numbers;
  }

  private static byte[] packed(int[] numbers, int width) throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, 64, 1 << 20, HeapByteBufferAllocator.getInstance())) {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      return encoder.toBytes().toByteArray();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 15, 17, 24, 31, 32})
  void numbersComeBackInPiecesOfAnySize(int width) throws IOException {
    int[] numbers = numbers(width);
    byte[] packed = packed(numbers, width);
    Runs runs = new Runs(packed, 0, packed.length, width);
    int[] piece = new int[1024];

    for (int at = 0; at < numbers.length; ) {
      int count = Math.min(numbers.length - at, random.nextInt(700));
      runs.read(piece, count);

      assertThat(Arrays.copyOf(piece, count))
          .isEqualTo(Arrays.copyOfRange(numbers, at, at + count));
      at += count;
    }
  }

  @Test
  void onlyARunOfTheNumberIsSkipped() {
    // 20 times 1, then 8 packed numbers
    Runs runs = new Runs(new byte[] {40, 1, 3, 0b101}, 0, 4, 1);
    int[] numbers = new int[8];

    assertThat(runs.skip(0, 1)).isFalse();
    assertThat(runs.skip(1, 21)).isFalse();
    assertThat(runs.skip(1, 18)).isTrue();
    runs.read(numbers, 3);
    assertThat(numbers).startsWith(1, 1, 1);
    assertThat(runs.skip(1, 1)).isFalse();
    runs.read(numbers, 7);
    assertThat(numbers).startsWith(0, 1, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 20, 32})
  void aPageThatEndsTooSoonIsDamaged(int width) throws IOException {
    int[] numbers = numbers(width);
    byte[] packed = packed(numbers, width);
    for (int length = 0; length < packed.length; length += 1 + packed.length / 50) {
      Runs runs = new Runs(packed, 0, length, width);

      assertThatThrownBy(() -> runs.read(new int[numbers.length], numbers.length))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a page of the file is damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 33, 255})
  void noNumberHasSoManyBits(int width) {
    assertThatThrownBy(() -> new Runs(new byte[10], 0, 10, width))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
