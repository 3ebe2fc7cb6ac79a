/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Codec;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.HashIndexFill;
import io.indexkv.file.format.StoreFileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random entries, each file against a sorted map; small maps and blocks, so that entries lie across
 * both.
 */
@Tag("slow")
class StoreFileModelTest {
  private static final int SMALL_STRIDE_SHIFT = 17;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5000, 100", "0, 8, 5000, 100", "1, 1, 200, 5000", "1, 8, 200, 5000", "2, 8, 5000, 300",
    "4, 1, 20000, 60", "8, 1, 60000, 40", "8, 8, 60000, 40", "16, 8, 5000, 100", "12, 1, 3000, 0",
    "8, 8, 40, 200000", "0, 1, 40, 400000", "8, 1, 1, 10", "8, 8, 0, 0"
  })
  void answersLikeASortedMap(int keyWidth, int alignment, int entries, int valueSize)
      throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    SortedMap<byte[], byte[]> model = model(random, keyWidth, entries, valueSize);
    Path path = TestFile.write(dir.resolve("m.ikv"), TestFile.options(keyWidth, alignment), model);
    try (StoreFileReader file =
        StoreFileReader.open(path, ReaderOptions.defaults().strideShift(SMALL_STRIDE_SHIFT))) {
      if (file.data().length() > 1 << 20) {
        assertThat(file.mapping.windows()).as("maps").isGreaterThan(3);
      }
      assertThat(file.mapping.crossings() > 0)
          .as("entries astride windows, seed %d", seed)
          .isEqualTo(valueSize > 100_000);
      compare(model, file, random, "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LZ4, 0, 0, 8, 1, 20000, 60", "LZ4, 0, 0, 0, 8, 3000, 300", "LZ4, 0, 0, 0, 1, 20, 400000",
    "ZSTD, 1, 0, 8, 8, 20000, 60", "ZSTD, 3, 0, 0, 1, 3000, 300", "ZSTD, 5, 4096, 8, 1, 20000, 60",
    "ZSTD, 3, 1024, 0, 1, 5, 10", "LZ4, 0, 0, 8, 8, 0, 0"
  })
  void answersLikeASortedMapWhenCompressed(
      Codec codec,
      int level,
      int dictionary,
      int keyWidth,
      int alignment,
      int entries,
      int valueSize)
      throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    SortedMap<byte[], byte[]> model = model(random, keyWidth, entries, valueSize);
    StoreFileOptions options =
        TestFile.options(keyWidth, alignment, new Compression(codec, level, dictionary));
    Path path = TestFile.write(dir.resolve("m.ikv"), options, model);
    try (BlockCache cache = new BlockCache(256 << 10);
        StoreFileReader file =
            StoreFileReader.open(
                path,
                ReaderOptions.defaults().cache(() -> cache).strideShift(SMALL_STRIDE_SHIFT))) {
      compare(model, file, random, "seed " + seed);
      assertThat(TestFile.inflate(file))
          .as("seed " + seed)
          .isEqualTo(
              TestFile.bytes(
                  TestFile.options(keyWidth, alignment, Compression.none()),
                  model,
                  HashIndexFill.of(codec),
                  Format.NARROW_POSITION));
    }
  }

  private static SortedMap<byte[], byte[]> model(
      Random random, int keyWidth, int entries, int valueSize) {
    SortedMap<byte[], byte[]> model = TestFile.map();
    for (int i = 0; i < entries; i++) {
      byte[] value = new byte[valueSize == 0 ? 0 : random.nextInt(2 * valueSize)];
      random.nextBytes(value);
      Arrays.fill(value, 0, value.length / 2, (byte) 'x');
      model.put(randomKey(random, keyWidth), value);
    }
    return model;
  }

  private static void compare(
      SortedMap<byte[], byte[]> model, StoreFileReader file, Random random, String seed) {
    file.verify();
    assertThat(file.info().entries()).as(seed).isEqualTo(model.size());
    gets(model, file, random, file.keyWidth(), seed);
    scans(model, new StoreFiles(List.of(file)), random, file.keyWidth(), seed);
  }

  private static byte[] randomKey(Random random, int keyWidth) {
    byte[] key = new byte[keyWidth > 0 ? keyWidth : random.nextInt(30)];
    random.nextBytes(key);
    for (int i = 0; i < key.length / 2; i++) {
      key[i] &= 1;
    }
    return key;
  }

  private static void gets(
      Map<byte[], byte[]> model, StoreFileReader file, Random random, int keyWidth, String seed) {
    model.forEach((k, v) -> assertThat(file.get(k)).as(seed).isEqualTo(v));
    for (int i = 0; i < 5000; i++) {
      byte[] key = randomKey(random, keyWidth);
      assertThat(file.get(key)).as(seed).isEqualTo(model.get(key));
    }
  }

  private static void scans(
      SortedMap<byte[], byte[]> model, StoreFiles files, Random random, int keyWidth, String seed) {
    expectScans(model, files, null, null, seed);
    for (int i = 0; i < 20; i++) {
      byte[] a = randomKey(random, keyWidth);
      byte[] b = randomKey(random, keyWidth);
      byte[] from = Arrays.compareUnsigned(a, b) <= 0 ? a : b;
      byte[] to = from == a ? b : a;
      expectScans(model.subMap(from, to), files, from, to, seed);
      expectScans(model.tailMap(from), files, from, null, seed);
      expectScans(model.headMap(to), files, null, to, seed);
    }
  }

  private static void expectScans(
      SortedMap<byte[], byte[]> expected, StoreFiles files, byte[] from, byte[] to, String seed) {
    expectScan(expected, Arrays::compareUnsigned, files.scan(from, to), seed);
    expectValues(expected, files.scan(from, to), seed);
    Comparator<byte[]> backward = Collections.reverseOrder(Arrays::compareUnsigned);
    expectScan(expected, backward, files.scanBackward(from, to), seed);
  }

  private static void expectScan(
      SortedMap<byte[], byte[]> expected,
      Comparator<byte[]> order,
      EntryCursor cursor,
      String seed) {
    TreeMap<byte[], byte[]> found = new TreeMap<>(order);
    while (cursor.next()) {
      byte[] key = cursor.key();
      assertThat(found.isEmpty() || order.compare(found.lastKey(), key) < 0).as(seed).isTrue();
      found.put(key, cursor.value());
    }
    assertThat(found.size()).as(seed).isEqualTo(expected.size());
    expected.forEach((k, v) -> assertThat(found.get(k)).as(seed).isEqualTo(v));
  }

  /** Several entries at a time, in turns with single ones, are the same entries. */
  private static void expectValues(
      SortedMap<byte[], byte[]> expected, EntryCursor cursor, String seed) {
    Iterator<Map.Entry<byte[], byte[]>> model = expected.entrySet().iterator();
    long[] addresses = new long[7];
    int[] lengths = new int[7];
    assertThat(cursor.nextValues(addresses, lengths, 0)).isZero();
    for (int max = 1; ; max = max % 7 + 1) {
      int count = cursor.nextValues(addresses, lengths, max);
      if (count == 0) {
        break;
      }
      assertThat(count).isLessThanOrEqualTo(max);
      for (int i = 0; i < count; i++) {
        assertThat(model.hasNext()).as(seed).isTrue();
        Map.Entry<byte[], byte[]> next = model.next();
        assertThat(Memory.copy(addresses[i], lengths[i])).as(seed).isEqualTo(next.getValue());
      }
      if (max == 3 && cursor.next()) {
        assertThat(cursor.key()).as(seed).isEqualTo(model.next().getKey());
      }
    }
    assertThat(model.hasNext()).as(seed).isFalse();
    assertThat(cursor.next()).as(seed).isFalse();
  }
}
