/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeyRoutesTest {
  private static final int TRIES = 2_000;
  private static final int KEYS = 50;

  @Test
  void sendsKeysOfAnyLengthToTheLastFileThatBeginsAtOrBeforeThem() {
    Random random = new Random(7);
    for (int t = 0; t < TRIES; t++) {
      int begin = random.nextInt(12);
      TreeSet<byte[]> smallest = new TreeSet<>(Arrays::compareUnsigned);
      int files = 1 + random.nextInt(9);
      while (smallest.size() < files) {
        smallest.add(key(random, begin));
      }
      byte[][] starts = smallest.toArray(byte[][]::new);
      KeyRoutes routes = new KeyRoutes(starts, 0);
      for (int k = 0; k < KEYS; k++) {
        byte[] key = random.nextBoolean() ? key(random, begin) : key(random, random.nextInt(12));
        byte[] padded = new byte[key.length + 6];
        System.arraycopy(key, 0, padded, 3, key.length);
        assertThat(routes.of(padded, 3, key.length))
            .as("%s in %s", Arrays.toString(key), Arrays.deepToString(starts))
            .isEqualTo(expected(starts, key));
      }
    }
  }

  @Test
  void sendsWordsLikeTheKeysThatTheyStandFor() {
    Random random = new Random(8);
    for (int width : new int[] {1, 2, 4, 8}) {
      TreeSet<byte[]> smallest = new TreeSet<>(Arrays::compareUnsigned);
      while (smallest.size() < 7) {
        smallest.add(fixed(random, width));
      }
      byte[][] starts = smallest.toArray(byte[][]::new);
      KeyRoutes routes = new KeyRoutes(starts, width);
      for (int t = 0; t < TRIES; t++) {
        byte[] key = fixed(random, width);
        long word = 0;
        for (int i = width - 1; i >= 0; i--) {
          word = word << 8 | key[i] & 0xFF;
        }
        int expected = expected(starts, key);
        assertThat(routes.of(key, 0, width)).isEqualTo(expected);
        assertThat(routes.of(word)).isEqualTo(Math.max(0, expected));
      }
    }
  }

  @Test
  void knowsNoFileWhereThereIsNone() {
    assertThat(new KeyRoutes(new byte[0][], 0).of("any".getBytes(UTF_8), 0, 3)).isEqualTo(-1);
  }

  private static int expected(byte[][] starts, byte[] key) {
    int file = -1;
    while (file + 1 < starts.length && Arrays.compareUnsigned(starts[file + 1], key) <= 0) {
      file++;
    }
    return file;
  }

  /** A key that begins with as many equal bytes, then has few different ones. */
  private static byte[] key(Random random, int begin) {
    byte[] key = new byte[begin + random.nextInt(14)];
    Arrays.fill(key, 0, begin, (byte) 'k');
    for (int i = begin; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(3) - 1);
    }
    return key;
  }

  private static byte[] fixed(Random random, int width) {
    byte[] key = new byte[width];
    random.nextBytes(key);
    return key;
  }
}
