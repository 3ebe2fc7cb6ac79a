/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sorts keys of all shapes as a stable sort that compares them does. */
class KeySortTest {
  private static final Random RANDOM = new Random(20260101);

  /** Shapes of keys, each made from a number. */
  enum Shape {
    RANDOM_WORDS(20_000, i -> bytes(8)),
    RANDOM_LENGTHS(20_000, i -> bytes(RANDOM.nextInt(12))),
    FEW_DIFFERENT(20_000, i -> new byte[] {(byte) RANDOM.nextInt(3)}),
    ALL_EQUAL(1000, i -> new byte[20]),
    EMPTY(1000, i -> new byte[0]),
    ONLY_ZEROS(500, i -> new byte[i]),
    ZEROS_AND_A_BYTE(
        2000,
        i -> {
          byte[] key = new byte[1 + RANDOM.nextInt(300)];
          key[key.length - 1] = (byte) RANDOM.nextInt(2);
          return key;
        }),
    LONG_COMMON_BEGIN(
        5000,
        i -> {
          byte[] key = new byte[1024 + RANDOM.nextInt(12)];
          Arrays.fill(key, 0, 1024, (byte) 7);
          System.arraycopy(bytes(12), 0, key, 1024, key.length - 1024);
          return key;
        }),
    TWO_LONG_BEGINS(
        5000,
        i -> {
          byte[] key = new byte[600];
          Arrays.fill(key, 0, 590, (byte) (i % 2 == 0 ? 0x80 : 0x7F));
          System.arraycopy(bytes(10), 0, key, 590, 10);
          return key;
        }),
    HIGH_BYTES(5000, i -> new byte[] {(byte) (250 + RANDOM.nextInt(6)), (byte) RANDOM.nextInt()});

    private final int count;
    private final IntFunction<byte[]> key;

    Shape(int count, IntFunction<byte[]> key) {
      this.count = count;
      this.key = key;
    }

    private static byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      RANDOM.nextBytes(bytes);
      return bytes;
    }
  }

  /** The space that all sorts have one after the other. */
  private static final KeySort.Space SPACE = new KeySort.Space();

  @ParameterizedTest
  @EnumSource(Shape.class)
  void sortsLikeAStableSortByKey(Shape shape) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < shape.count; i++) {
      keys.add(shape.key.apply(i));
    }
    Collections.shuffle(keys, RANDOM);
    SortBuffer buffer = new SortBuffer(64 << 10);
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      buffer.add(key, 0, key.length, new byte[5], 1, 3, i);
    }

    KeySort.sort(buffer, SPACE);

    List<Integer> expected =
        IntStream.range(0, keys.size())
            .boxed()
            .sorted(Comparator.comparing(keys::get, Arrays::compareUnsigned))
            .toList();
    List<Integer> found =
        IntStream.range(0, buffer.count())
            .mapToObj(i -> (int) buffer.number(buffer.handles()[i]))
            .toList();
    assertThat(found).isEqualTo(expected);
  }
}
