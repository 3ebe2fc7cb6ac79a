/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.cursor.MergedCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedCursorTest {
  @TempDir Path directory;

  /** The first source wins. */
  @ParameterizedTest
  @CsvSource({
    "1, 100, 0, 5",
    "2, 100, 0, 5",
    "3, 500, 8, 1",
    "17, 300, 0, 12",
    "17, 2, 1, 1",
    "40, 50, 0, 3",
    "5, 0, 0, 1",
    "0, 0, 0, 1"
  })
  void givesEachKeyOnceFromTheFirstSource(int sources, int entries, int keyWidth, int keyLength)
      throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    SortedMap<byte[], byte[]> expected = TestFile.map();
    List<StoreFileReader> files = new ArrayList<>();
    int total = 0;
    for (int s = 0; s < sources; s++) {
      SortedMap<byte[], byte[]> source = TestFile.map();
      for (int i = 0; i < entries; i++) {
        byte[] key = new byte[keyWidth > 0 ? keyWidth : random.nextInt(keyLength + 1)];
        random.nextBytes(key);
        if (key.length > 1) {
          key[0] &= 1; // so that sources meet
          key[1] &= 7;
        }
        source.put(key, new byte[] {(byte) s});
      }
      total += source.size();
      source.forEach(expected::putIfAbsent);
      Path path = directory.resolve(s + ".ikv");
      files.add(StoreFileReader.open(TestFile.write(path, TestFile.options(keyWidth, 1), source)));
    }
    int[] ties = new int[1];
    MergedCursor merged =
        MergedCursor.forward(
            files.stream().map(StoreFileReader::scan).toList(),
            (winner, loser) -> {
              assertThat(winner).isLessThan(loser);
              ties[0]++;
            });
    SortedMap<byte[], byte[]> found = TestFile.map();
    while (merged.next()) {
      assertThat(merged.value()).as("seed %d", seed).isEqualTo(new byte[] {(byte) merged.source()});
      assertThat(
              found.isEmpty()
                  || TestFile.map().comparator().compare(found.lastKey(), merged.key()) < 0)
          .as("seed %d", seed)
          .isTrue();
      found.put(merged.key(), merged.value());
    }
    assertThat(merged.next()).isFalse();
    files.forEach(StoreFileReader::close);

    assertThat(found.size()).as("seed %d", seed).isEqualTo(expected.size());
    expected.forEach((k, v) -> assertThat(found.get(k)).as("seed %d", seed).isEqualTo(v));
    assertThat(ties[0]).as("seed %d", seed).isEqualTo(total - expected.size());
    if (sources > 10 && entries >= 50) {
      // so many keys of so few kinds meet
      assertThat(ties[0]).as("ties, seed %d", seed).isPositive();
    }
  }
}
