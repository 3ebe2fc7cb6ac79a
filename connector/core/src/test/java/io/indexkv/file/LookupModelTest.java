/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Single and batched lookups of mapped files against a sorted map, before and after all is
 * verified.
 */
@Tag("slow")
class LookupModelTest {
  private static final int SMALL_STRIDE_SHIFT = 17;

  @TempDir Path dir;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5000, 100, 1, SMALL",
    "0, 8, 5000, 100, 3, FAST",
    "1, 1, 200, 5000, 1, FAST",
    "1, 8, 200, 5000, 4, FAST",
    "2, 8, 5000, 300, 1, FAST",
    "4, 1, 20000, 60, 3, SMALL",
    "8, 1, 60000, 40, 1, FAST",
    "8, 8, 60000, 40, 5, SMALL",
    "16, 8, 5000, 100, 2, FAST",
    "12, 1, 3000, 0, 1, SMALL",
    "8, 8, 40, 200000, 2, FAST",
    "0, 1, 40, 400000, 1, FAST",
    "8, 1, 1, 10, 1, FAST"
  })
  void answersLikeASortedMap(
      int keyWidth, int alignment, int entries, int valueSize, int parts, HashIndexFill fill)
      throws IOException {
    SortedMap<byte[], byte[]> model = TestFile.map();
    for (int i = 0; i < entries; i++) {
      byte[] value = new byte[valueSize == 0 ? 0 : random.nextInt(2 * valueSize)];
      random.nextBytes(value);
      model.put(key(keyWidth), value);
    }
    List<StoreFileReader> readers = new ArrayList<>();
    try {
      List<byte[]> keys = new ArrayList<>(model.keySet());
      for (int i = 0; i < parts; i++) {
        readers.add(part(i, parts, keys, model, TestFile.options(keyWidth, alignment), fill));
      }
      StoreFiles files = new StoreFiles(readers);
      List<byte[]> asked = new ArrayList<>(keys);
      for (int i = 0; i < 3000; i++) {
        asked.add(key(keyWidth));
      }
      Collections.shuffle(asked, random);
      // once while blocks are verified on the way, and again by the fast path
      for (int pass = 0; pass < 2; pass++) {
        BatchLookup some = new BatchLookup(files, 0, 64);
        BatchLookup whole = new BatchLookup(files, BatchLookup.WHOLE);
        batch(some, files, asked, model);
        batch(whole, files, asked, model);
        points(files, asked, model);
        assertThat(whole.goesTheShortWay()).as("pass %d, seed %d", pass, seed).isTrue();
        if (pass > 0) {
          assertThat(some.goesTheShortWay()).as("seed %d", seed).isTrue();
        }
      }
    } finally {
      readers.forEach(StoreFileReader::close);
    }
  }

  private StoreFileReader part(
      int part,
      int parts,
      List<byte[]> keys,
      SortedMap<byte[], byte[]> model,
      StoreFileOptions options,
      HashIndexFill fill)
      throws IOException {
    byte[] from = keys.get(keys.size() * part / parts);
    SortedMap<byte[], byte[]> entries =
        part + 1 == parts
            ? model.tailMap(from)
            : model.subMap(from, keys.get(keys.size() * (part + 1) / parts));
    int width = random.nextBoolean() ? Format.NARROW_POSITION : Format.WIDE_POSITION;
    Path path = dir.resolve("part-" + part + ".ikv");
    java.nio.file.Files.write(path, TestFile.bytes(options, entries, fill, width));
    return StoreFileReader.open(path, ReaderOptions.defaults().strideShift(SMALL_STRIDE_SHIFT));
  }

  private byte[] key(int width) {
    byte[] key = new byte[width > 0 ? width : random.nextInt(300)];
    random.nextBytes(key);
    return key;
  }

  private void batch(
      BatchLookup lookup, StoreFiles files, List<byte[]> asked, Map<byte[], byte[]> model) {
    int n = asked.size();
    long[] addresses = new long[n];
    int[] lengths = new int[n];
    // twice: what the first finds verified changes the second's way
    find(lookup, files, asked, addresses, lengths);
    int hits = find(lookup, files, asked, addresses, lengths);
    int expected = 0;
    for (int i = 0; i < n; i++) {
      byte[] value = model.get(asked.get(i));
      assertThat(addresses[i] == 0 ? null : Memory.copy(addresses[i], lengths[i]))
          .as("seed %d", seed)
          .isEqualTo(value);
      expected += value == null ? 0 : 1;
    }
    assertThat(hits).as("seed %d", seed).isEqualTo(expected);
  }

  private static int find(
      BatchLookup lookup, StoreFiles files, List<byte[]> asked, long[] addresses, int[] lengths) {
    int n = asked.size();
    if (files.hasWords()) {
      long[] words = asked.stream().mapToLong(TestFile::word).toArray();
      return lookup.find(words, n, addresses, lengths);
    }
    int[] ends = new int[n];
    byte[] all = new byte[asked.stream().mapToInt(k -> k.length).sum()];
    int end = 0;
    for (int i = 0; i < n; i++) {
      System.arraycopy(asked.get(i), 0, all, end, asked.get(i).length);
      end += asked.get(i).length;
      ends[i] = end;
    }
    return lookup.find(all, ends, n, addresses, lengths);
  }

  private void points(StoreFiles files, List<byte[]> asked, Map<byte[], byte[]> model) {
    for (byte[] key : asked) {
      byte[] value = model.get(key);
      assertThat(files.get(key)).as("seed %d", seed).isEqualTo(value);
      assertThat(files.contains(key, 0, key.length)).as("seed %d", seed).isEqualTo(value != null);
      if (files.hasWords()) {
        long word = TestFile.word(key);
        assertThat(files.get(word)).as("seed %d", seed).isEqualTo(value);
      }
    }
  }
}
