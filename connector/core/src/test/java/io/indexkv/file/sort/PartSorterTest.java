/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.write.Duplicates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several sorters together give what a map has, whoever had an entry and whatever was spilled. */
class PartSorterTest {
  private static final int PARTS = 5;

  @TempDir Path directory;

  private final Random random = new Random(20261130);

  private SortOptions options(Duplicates duplicates, long memory) {
    return new SortOptions(0, memory, directory, duplicates, key -> HexFormat.of().formatHex(key));
  }

  private static int part(byte[] key) {
    return key.length == 0 ? 0 : Math.min(PARTS - 1, (key[0] & 0xFF) * PARTS / 256);
  }

  /** The smallest key of a part; null for the first, and behind the last. */
  private static byte[] start(int part) {
    return part == 0 || part == PARTS
        ? null
        : new byte[] {(byte) ((part * 256 + PARTS - 1) / PARTS)};
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, 10000000, false",
    "LAST, 10000000, false",
    "FIRST, 20000, true",
    "LAST, 20000, true",
    "LAST, 4096, true"
  })
  void entriesComeInOrder(Duplicates duplicates, long memory, boolean spilled) throws IOException {
    TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
    List<PartSorter> sorters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sorters.add(new PartSorter(options(duplicates, memory), PARTS, () -> {}));
    }
    for (int number = 1; number <= 5000; number++) {
      byte[] key = bytes(random.nextInt(3));
      byte[] value = bytes(random.nextInt(40));
      PartSorter sorter = sorters.get(random.nextInt(3));
      sorter.add(part(key), key, key.length, value, value.length, number);
      if (duplicates == Duplicates.LAST || !expected.containsKey(key)) {
        expected.put(key, value);
      }
    }
    assertThat(sorters.get(0).isSpilled()).isEqualTo(spilled);
    if (spilled) {
      for (PartSorter sorter : sorters) {
        sorter.spillRest();
      }
    }

    List<byte[]> keys = new ArrayList<>();
    for (int[] range : new int[][] {{0, 2}, {2, 3}, {3, PARTS}}) {
      PartSorter.drain(
          sorters,
          range[0],
          range[1],
          start(range[0]),
          start(range[1]),
          (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
            byte[] k = Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength);
            keys.add(k);
            assertThat(Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength))
                .isEqualTo(expected.get(k));
          },
          () -> {});
    }

    assertThat(keys).containsExactlyElementsOf(expected.keySet());
    for (PartSorter sorter : sorters) {
      sorter.close();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theSameKeyInTwoSortersIsADuplicate() throws IOException {
    SortOptions options = options(Duplicates.FAIL, 1 << 20);
    byte[] key = {7};
    List<PartSorter> sorters = new ArrayList<>();
    for (int number = 2; number >= 1; number--) {
      PartSorter sorter = new PartSorter(options, 1, () -> {});
      sorter.add(0, key, 1, key, 1, number);
      sorters.add(sorter);
    }

    assertThatThrownBy(
            () -> PartSorter.drain(sorters, 0, 1, null, null, (k, o, l, v, p, m) -> {}, () -> {}))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("entries 1 and 2 have the same key 07");
  }
}
