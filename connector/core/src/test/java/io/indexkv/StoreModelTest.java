/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares a store with a sorted map: every kind of lookup, in one and many files, mapped and
 * compressed.
 */
class StoreModelTest {
  @TempDir Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({
    "NONE, CACHED, 3000, 100000, 100", "NONE, CACHED, 3000, 700, 100", "NONE, CACHED, 3000, 1, 10",
    "NONE, CACHED, 1, 100, 10", "NONE, CACHED, 0, 100, 10", "NONE, CACHED, 60, 25, 20000",
    "LZ4, CACHED, 3000, 700, 100", "ZSTD, CACHED, 60, 25, 20000", "ZSTD, INFLATED, 3000, 700, 100",
    "LZ4, CACHED, 0, 100, 10"
  })
  void answersLikeASortedMap(String codec, String mode, int entries, int perFile, int valueSize)
      throws IOException {
    Compression compression =
        switch (codec) {
          case "LZ4" -> Compression.lz4();
          case "ZSTD" -> Compression.zstd(1);
          default -> Compression.none();
        };
    OpenOptions options =
        mode.equals("INFLATED")
            ? OpenOptions.defaults().inflateInto(directory.resolve("inflated"))
            : OpenOptions.defaults().cacheBytes(1 << 20);
    int files = Math.min(entries, perFile == 1 ? 40 : entries);
    numbers(compression, options, files, perFile, valueSize);
    texts(compression, options, files, perFile, valueSize);
  }

  private void numbers(
      Compression compression, OpenOptions options, int entries, int perFile, int valueSize)
      throws IOException {
    NavigableMap<Long, String> model = new TreeMap<>();
    while (model.size() < entries) {
      model.put(random.nextLong() >> random.nextInt(64), text(valueSize));
    }
    Path path = directory.resolve("numbers");
    new SortedStore<>(path, Keys.int64(), Values.string(), compression, perFile).write(model);
    List<Long> asked = new ArrayList<>(model.keySet());
    for (int i = 0; i < 100; i++) {
      asked.add(random.nextLong() >> random.nextInt(64));
    }
    Collections.shuffle(asked, random);
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string(), options)) {
      compare(store, model, asked);
      LongLookup<String> lookup = store.longLookup();
      for (int n : new int[] {asked.size(), 0, 1, 17}) {
        batch(lookup, asked.stream().mapToLong(k -> k).limit(n).toArray(), model);
      }
    }
  }

  private void batch(LongLookup<String> lookup, long[] keys, Map<Long, String> model) {
    long expected = LongStream.of(keys).filter(model::containsKey).count();
    assertThat(lookup.getMany(keys)).as("seed %d", seed).isEqualTo((int) expected);
    assertThat(lookup.count()).isEqualTo(keys.length);
    for (int i = 0; i < keys.length; i++) {
      assertThat(lookup.value(i)).as("seed %d", seed).isEqualTo(model.get(keys[i]));
      assertThat(lookup.contains(i)).isEqualTo(model.containsKey(keys[i]));
    }
  }

  private void texts(
      Compression compression, OpenOptions options, int entries, int perFile, int valueSize)
      throws IOException {
    NavigableMap<String, String> model = new TreeMap<>();
    while (model.size() < entries) {
      model.put(text(12), text(valueSize));
    }
    Path path = directory.resolve("texts");
    new SortedStore<>(path, Keys.string(), Values.string(), compression, perFile).write(model);
    List<String> asked = new ArrayList<>(model.keySet());
    for (int i = 0; i < 100; i++) {
      asked.add(text(12));
    }
    Collections.shuffle(asked, random);
    try (Store<String, String> store = Store.open(path, Keys.string(), Values.string(), options)) {
      compare(store, model, asked);
    }
  }

  private <K extends Comparable<K>> void compare(
      Store<K, String> store, NavigableMap<K, String> model, List<K> asked) {
    assertThat(store.size()).isEqualTo(model.size());
    for (K key : asked) {
      assertThat(store.get(key)).as("seed %d, key %s", seed, key).isEqualTo(model.get(key));
      assertThat(store.contains(key)).as("seed %d", seed).isEqualTo(model.containsKey(key));
    }
    for (int n : new int[] {asked.size(), 0, 3, 9}) {
      List<K> some = asked.subList(0, n);
      assertThat(store.getMany(some))
          .as("seed %d", seed)
          .isEqualTo(some.stream().map(model::get).toList());
    }
    expectScan(store, Range.all(), model);
    for (int i = 0; i < 12; i++) {
      K one = asked.get(random.nextInt(asked.size()));
      K other = asked.get(random.nextInt(asked.size()));
      K a = one.compareTo(other) <= 0 ? one : other;
      K b = a == one ? other : one;
      expectScan(store, Range.closed(a, b), model.subMap(a, true, b, true));
      expectScan(store, Range.closedOpen(a, b), model.subMap(a, true, b, false));
      expectScan(store, Range.openClosed(a, b), model.subMap(a, false, b, true));
      expectScan(
          store,
          Range.open(a, b),
          a.equals(b) ? new TreeMap<>() : model.subMap(a, false, b, false));
      expectScan(store, Range.atLeast(a), model.tailMap(a, true));
      expectScan(store, Range.greaterThan(a), model.tailMap(a, false));
      expectScan(store, Range.atMost(a), model.headMap(a, true));
      expectScan(store, Range.lessThan(a), model.headMap(a, false));
      if (!a.equals(b)) {
        expectScan(store, Range.closed(b, a), new TreeMap<>());
      }
    }
  }

  private <K> void expectScan(
      Store<K, String> store, Range<K> range, NavigableMap<K, String> expected) {
    assertThat(entries(store.scan(range)))
        .as("seed %d, %s", seed, range)
        .isEqualTo(entries(expected));
    assertThat(entries(store.scanBackward(range)))
        .as("seed %d, %s backward", seed, range)
        .isEqualTo(entries(expected.descendingMap()));
  }

  private static <K> List<Entry<K, String>> entries(Entries<K, String> scan) {
    try (scan) {
      return scan.stream().toList();
    }
  }

  private static <K> List<Entry<K, String>> entries(Map<K, String> map) {
    return map.entrySet().stream().map(e -> Entry.of(e.getKey(), e.getValue())).toList();
  }

  private String text(int size) {
    char[] text = new char[random.nextInt(2 * size)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ('a' + random.nextInt(6));
    }
    return new String(text);
  }
}
