/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of a key is the one whose start is the last that is not larger. */
class KeyPartsTest {
  private static final Random RANDOM = new Random(20261130);

  /** Shapes of keys. */
  enum Shape {
    RANDOM_WORDS(() -> bytes(8)),
    SHORT(() -> bytes(RANDOM.nextInt(4))),
    LONG_COMMON_BEGIN(() -> join(new byte[12], bytes(3))),
    CLOSE(() -> join(new byte[6], bytes(2))),
    SKEWED(() -> RANDOM.nextInt(50) == 0 ? bytes(8) : join(new byte[] {1, 2, 3, 4, 5}, bytes(3)));

    private final Supplier<byte[]> key;

    Shape(Supplier<byte[]> key) {
      this.key = key;
    }

    private static byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      RANDOM.nextBytes(bytes);
      return bytes;
    }

    private static byte[] join(byte[] a, byte[] b) {
      byte[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyKeyIsInItsPart(Shape shape) {
    List<byte[]> sample = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      sample.add(shape.key.get());
    }
    for (int count : new int[] {1, 2, 3, 100, 256}) {
      KeyParts parts = KeyParts.of(sample, count);
      List<byte[]> keys = new ArrayList<>(sample);
      for (int i = 0; i < 2000; i++) {
        keys.add(shape.key.get());
      }
      keys.add(new byte[0]);
      keys.add(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1});
      for (byte[] key : keys) {
        int expected = 0;
        while (expected + 1 < parts.count()
            && Arrays.compareUnsigned(parts.start(expected + 1), key) <= 0) {
          expected++;
        }
        assertThat(parts.of(key, key.length)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aSmallSampleGivesOnePart() {
    KeyParts parts = KeyParts.of(List.of(new byte[] {1}), 2);

    assertThat(parts.count()).isEqualTo(1);
    assertThat(parts.start(0)).isNull();
    assertThat(parts.of(new byte[] {7}, 1)).isZero();
  }

  /**
   * Keys of up to ten bytes of few values: many begin like others, or with the same eight bytes.
   */
  @Test
  void aKeyIsInThePartAfterTheLastStartThatIsNotAboveIt() {
    for (int round = 0; round < 50; round++) {
      List<byte[]> starts =
          IntStream.range(0, RANDOM.nextInt(20))
              .mapToObj(i -> key())
              .sorted(Arrays::compareUnsigned)
              .toList();
      KeyParts parts = KeyParts.from(starts);
      for (int i = 0; i < 200; i++) {
        byte[] key = key();
        long expected = starts.stream().filter(b -> Arrays.compareUnsigned(b, key) <= 0).count();

        assertThat(parts.of(Arrays.copyOf(key, key.length + 3), key.length)).isEqualTo(expected);
      }
    }
  }

  private static byte[] key() {
    byte[] key = new byte[RANDOM.nextInt(11)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i < 7 ? 0x80 : RANDOM.nextInt(3) - 1);
    }
    return key;
  }
}
