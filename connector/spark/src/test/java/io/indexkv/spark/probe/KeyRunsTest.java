/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRunsTest {
  @TempDir Path directory;

  @Test
  void findsWhatALookupOfEachKeyFinds() throws IOException {
    Store.write(
        directory,
        Keys.int64(),
        Values.string(),
        LongStream.range(0, 500).mapToObj(i -> new Entry<>(i * 2, "v".repeat((int) i))),
        500);
    LocalStorage storage = new LocalStorage(directory);
    Random random = new Random(1);
    try (SnapshotReader reader =
        SnapshotReader.open(storage, new VersionLog(storage).latest().orElseThrow())) {
      LayeredLookup lookup = reader.files().lookup();
      KeyRuns runs = new KeyRuns(Probe.ROWS);
      for (int longest : new int[] {1, 2, 5, 100, Probe.ROWS}) {
        for (int count : new int[] {0, 1, 2, 300, Probe.ROWS}) {
          long[] words = words(random, count, longest);
          long[] addresses = new long[Probe.ROWS];
          int[] lengths = new int[Probe.ROWS];
          long[] expected = new long[Probe.ROWS];
          int[] expectedLengths = new int[Probe.ROWS];

          int hits = runs.find(lookup, words, count, addresses, lengths);

          assertThat(hits).isEqualTo(lookup.find(words, count, expected, expectedLengths));
          assertThat(addresses).isEqualTo(expected);
          assertThat(lengths).isEqualTo(expectedLengths);
        }
      }
    }
  }

  @Test
  void keysOfBytesAreLookedUpOnceARun() throws IOException {
    Store.write(
        directory,
        Keys.string(),
        Values.string(),
        LongStream.range(0, 500).mapToObj(i -> new Entry<>("k" + i * 2, "v".repeat((int) i))),
        500);
    LocalStorage storage = new LocalStorage(directory);
    Random random = new Random(2);
    try (SnapshotReader reader =
        SnapshotReader.open(storage, new VersionLog(storage).latest().orElseThrow())) {
      LayeredLookup lookup = reader.files().lookup();
      KeyBytes keys = new KeyBytes(Probe.ROWS);
      for (int longest : new int[] {1, 2, 5, 100, Probe.ROWS}) {
        for (int count : new int[] {0, 1, 2, 300, Probe.ROWS}) {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          int[] ends = new int[count];
          keys.clear();
          for (int i = 0; i < count; ) {
            // keys with a common beginning or end, and an empty key
            byte[] key = random.nextInt(9) == 0 ? new byte[0] : key(random.nextInt(1200));
            for (int end = Math.min(count, i + 1 + random.nextInt(longest)); i < end; i++) {
              keys.append(key, 0, key.length);
              keys.end(i);
              all.write(key, 0, key.length);
              ends[i] = all.size();
            }
          }
          long[] addresses = new long[Probe.ROWS];
          int[] lengths = new int[Probe.ROWS];
          long[] expected = new long[Probe.ROWS];
          int[] expectedLengths = new int[Probe.ROWS];

          int hits = keys.find(lookup, count, addresses, lengths);

          assertThat(hits)
              .isEqualTo(lookup.find(all.toByteArray(), ends, count, expected, expectedLengths));
          assertThat(addresses).isEqualTo(expected);
          assertThat(lengths).isEqualTo(expectedLengths);
        }
      }
    }
  }

  private static byte[] key(int number) {
    return ("k" + number).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void payWhereAQuarterOfTheKeysRepeatsTheOneBefore() {
    assertThat(KeyRuns.pay(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 8)).isFalse();
    assertThat(KeyRuns.pay(new long[] {1, 1, 3, 3, 5, 6, 7, 8}, 8)).isFalse();
    assertThat(KeyRuns.pay(new long[] {1, 1, 1, 1, 5, 6, 7, 8}, 8)).isTrue();
    assertThat(KeyRuns.pay(new long[] {}, 0)).isFalse();
    assertThat(KeyRuns.pay(new long[] {1, 2, 2, 2, 2}, 2)).isFalse();
  }

  private static long[] words(Random random, int count, int longest) {
    long[] words = new long[Probe.ROWS];
    for (int i = 0; i < count; ) {
      long word = KeyType.INT64.word(random.nextInt(1200) - 100);
      for (int end = Math.min(count, i + 1 + random.nextInt(longest)); i < end; i++) {
        words[i] = word;
      }
    }
    return words;
  }
}
